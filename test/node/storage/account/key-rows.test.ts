import { expect, test } from 'vitest'
import {
  endKeyAt,
  findKey,
  listKeys,
  type NewKey,
  newKey,
  revokeKey,
  storeKey,
} from '../../../../workers/storage/account/key-rows'
import { sha256Hex } from '../../../../workers/storage/sha256'
import { LIVE, TEST } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const WANTED: NewKey = { name: 'Shop', scope: TEST, permissions: [], expiresAt: null }

async function stored(db: Parameters<typeof storeKey>[0], wanted: NewKey, at: number) {
  const { row } = await newKey(wanted, at)
  await storeKey(db, row)
  return row
}

test('makes a key of its mode of which only the hash is stored', () =>
  inNode(async () => {
    const { key, row } = await newKey({ ...WANTED, scope: LIVE }, 5)
    expect(key).toMatch(/^sk_live_[\w-]{32}$/)
    expect(row).toMatchObject({
      hash: await sha256Hex(key),
      mode: 'live',
      createdAt: 5,
      unitsPerMinute: null,
    })
    expect(JSON.stringify(row)).not.toContain(key.slice(8))
  }))

test('lists the keys of an account, newest first, and none of another', () =>
  inNode(async (db) => {
    const old = await stored(db, WANTED, 1)
    const fresh = await stored(db, WANTED, 2)
    await stored(db, { ...WANTED, scope: { account: 'acme', mode: 'test' } }, 3)
    expect((await listKeys(db, 'sandbox')).map(({ id }) => id)).toEqual([fresh.id, old.id])
  }))

test('finds a key for its own account until it is revoked, and keeps the first revocation', () =>
  inNode(async (db) => {
    const row = await stored(db, WANTED, 1)
    expect(await findKey(db, 'sandbox', row.id)).toEqual(row)
    expect(await findKey(db, 'acme', row.id)).toBeUndefined()
    await revokeKey(db, row, 10)
    await revokeKey(db, row, 20)
    expect(await findKey(db, 'sandbox', row.id)).toBeUndefined()
    expect((await listKeys(db, 'sandbox'))[0]).toMatchObject({ revokedAt: 10 })
  }))

test.each([
  [null, 50],
  [80, 50],
  [20, 20],
])('ends a key that was to end at %s at %s, never later', (expiresAt, end) =>
  inNode(async (db) => {
    const row = await stored(db, { ...WANTED, expiresAt }, 1)
    await endKeyAt(db, row, 50)
    expect(await findKey(db, 'sandbox', row.id)).toMatchObject({ expiresAt: end })
  })
)
