/** Revocation, expiry and rotation as several isolates see them, and a database that is away. */
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { KeyMemory, REMEMBER_MS, STALE_MS } from '../../../../workers/storage/account/key-memory'
import {
  endKeyAt,
  type KeyRow,
  newKey,
  revokeKey,
  storeKey,
} from '../../../../workers/storage/account/key-rows'
import { openDatabase } from '../../../../workers/storage/database'
import { services } from '../../../build/lake'
import { TEST } from '../../../build/scopes'

const { db } = services
const T = 1_800_000_000_000
const away = openDatabase({
  prepare: () => {
    throw new Error('D1_ERROR: no answer')
  },
} as unknown as D1Database)

let key = ''
let row: KeyRow

beforeEach(async () => {
  await env.DB.exec('DELETE FROM api_keys')
  const wanted = { name: 'k', scope: TEST, permissions: ['insights:read'] as const }
  const created = await newKey({ ...wanted, expiresAt: null }, T)
  key = created.key
  row = created.row
  await storeKey(db, row)
})

const isolates = (count: number) => Array.from({ length: count }, () => new KeyMemory())

test('a revoked key is refused by every isolate within ten seconds, whenever each has read it', async () => {
  const all = isolates(5)
  for (const [index, memory] of all.entries()) {
    expect(await memory.find(db, key, T + index * 2_000)).toMatchObject({ keyId: row.id })
  }
  const revokedAt = T + 8_000
  await revokeKey(db, row, revokedAt)
  const after = revokedAt + REMEMBER_MS
  for (const memory of all) expect(await memory.find(db, key, after)).toBeUndefined()
  expect(await new KeyMemory().find(db, key, revokedAt)).toBeUndefined()
})

test('a revoked key ends its tokens in the same time', async () => {
  const memory = new KeyMemory()
  expect(await memory.findById(db, row.id, T)).toBeDefined()
  await revokeKey(db, row, T)
  expect(await memory.findById(db, row.id, T + REMEMBER_MS)).toBeUndefined()
})

test('a key that was created is known at once where it was not asked for, else within ten seconds', async () => {
  const [early, late] = isolates(2)
  await env.DB.exec('DELETE FROM api_keys')
  expect(await early?.find(db, key, T)).toBeUndefined()
  await storeKey(db, row)
  expect(await late?.find(db, key, T)).toBeDefined()
  expect(await early?.find(db, key, T + REMEMBER_MS)).toBeDefined()
})

test('after a rotation the old key works until the overlap ends, to the millisecond, and the new one goes on', async () => {
  const memory = new KeyMemory()
  await endKeyAt(db, row, T + 60_000)
  expect(await memory.find(db, key, T + 59_999)).toBeDefined()
  expect(await memory.find(db, key, T + 60_000)).toBeUndefined()
})

test('while the database is away a known key answers for 15 minutes, an unknown one not at all', async () => {
  const memory = new KeyMemory()
  await memory.find(db, key, T)
  expect(await memory.find(away, key, T + STALE_MS - 1)).toMatchObject({ keyId: row.id })
  await expect(memory.find(away, key, T + STALE_MS)).rejects.toThrow('no answer')
  await expect(memory.find(away, 'sk_test_unknown', T)).rejects.toThrow('no answer')
})

test('a key that expires while the database is away ends at its time', async () => {
  const memory = new KeyMemory()
  await endKeyAt(db, row, T + 60_000)
  await memory.find(db, key, T)
  expect(await memory.find(away, key, T + 59_999)).toBeDefined()
  expect(await memory.find(away, key, T + 60_000)).toBeUndefined()
})

test('the use of a key is due once a minute in each isolate', () => {
  const memory = new KeyMemory()
  expect(memory.isUseDue('k', T)).toBe(true)
  expect(memory.isUseDue('k', T + 59_999)).toBe(false)
  expect(memory.isUseDue('k', T + 60_000)).toBe(true)
})
