import { expect, test } from 'vitest'
import {
  readPrincipal,
  readPrincipalById,
  recordUse,
} from '../../../../workers/storage/account/api-keys'
import {
  type NewKey,
  newKey,
  revokeKey,
  storeKey,
} from '../../../../workers/storage/account/key-rows'
import { LIVE } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const WANTED: NewKey = {
  name: 'Shop',
  scope: LIVE,
  permissions: ['insights:read'],
  expiresAt: null,
}

test('finds who a key belongs to by the key or by its id', () =>
  inNode(async (db) => {
    const { key, row } = await newKey({ ...WANTED, expiresAt: 9, unitsPerMinute: 60 }, 1)
    await storeKey(db, row)
    const principal = {
      keyId: row.id,
      scope: LIVE,
      permissions: new Set(['insights:read']),
      expiresAt: 9,
      unitsPerMinute: 60,
    }
    expect(await readPrincipal(db, key)).toEqual(principal)
    expect(await readPrincipalById(db, row.id)).toEqual(principal)
  }))

test('leaves out what a key does not have: an end, a quota, a clock of samples', () =>
  inNode(async (db, { database }) => {
    const { key, row } = await newKey(WANTED, 1)
    await storeKey(db, row)
    expect(await readPrincipal(db, key)).toMatchObject({
      expiresAt: undefined,
      unitsPerMinute: undefined,
    })
    expect(await readPrincipal(db, key)).not.toHaveProperty('sampleClock')
    database.script('UPDATE accounts SET sample_clock = 1')
    expect(await readPrincipal(db, key)).toMatchObject({ sampleClock: true })
  }))

test('knows neither an unknown key nor a revoked one', () =>
  inNode(async (db) => {
    const { key, row } = await newKey(WANTED, 1)
    expect(await readPrincipal(db, key)).toBeUndefined()
    await storeKey(db, row)
    await revokeKey(db, row, 2)
    expect(await readPrincipal(db, key)).toBeUndefined()
    expect(await readPrincipalById(db, row.id)).toBeUndefined()
  }))

test('notes when a key was used last', () =>
  inNode(async (db, { database }) => {
    const { row } = await newKey(WANTED, 1)
    await storeKey(db, row)
    await recordUse(db, row.id, 77)
    expect(database.now('SELECT last_used_at AS at FROM api_keys')).toEqual([{ at: 77 }])
  }))
