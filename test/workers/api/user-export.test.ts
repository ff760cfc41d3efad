/** Exports of a user: for the owner of the data alone, and empty after an erasure. */
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { deadLetterKey, landingKey } from '../../../pipelines/lake/keys'
import { compactLake } from '../../../workers/jobs/compact-lake'
import { eraseUsers } from '../../../workers/jobs/erase-users'
import { userHasher, userHashes } from '../../../workers/secrets/user-hash'
import { erasuresDue, requestErasure } from '../../../workers/storage/erasures'
import { recordLetter } from '../../../workers/storage/letter-rows'
import { searchOf } from '../../build/curated-events'
import { ALL_SCOPES, putKeys } from '../../build/keys'
import { emptyLake, putRaw, services } from '../../build/lake'
import { addKeys, ask } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'

const OTHER = { account: 'other', mode: 'test' } as const
const MINE = userHasher(services.userHashKeys, TEST)('me@example.com')
const YOURS = userHasher(services.userHashKeys, TEST)('you@example.com')

const Line = z.looseObject({
  stored_in: z.string().optional(),
  record: z.unknown().optional(),
  end: z.boolean().optional(),
})

beforeAll(async () => {
  await addKeys()
  await putKeys([{ id: 'b', key: 'sk_test_b', scopes: ALL_SCOPES, account: 'other' }])
})

const of = (id: string, userHash: string) => searchOf({ id, shopper: { country: 'PT', userHash } })

beforeEach(async () => {
  await emptyLake()
  await env.DB.exec('DELETE FROM erasures')
  await env.DB.exec('DELETE FROM dead_letters')
  await putRaw('a', [of('s-1', MINE), of('s-2', YOURS)])
  await putRaw('live', [of('s-3', MINE)], { scope: LIVE })
  await compactLake(services, services.now)
  const message = `{"id":"m"}\n{"id":"s-4","user":"${MINE}"}\n{"id":"s-5","user":"${YOURS}"}`
  await env.LAKE.put(deadLetterKey(TEST, 'letter'), JSON.stringify({ body: message }))
  await env.LAKE.put(landingKey(TEST, 'landed'), `{"id":"rcp"}\u001e${message}`)
  await recordLetter(services.db, {
    id: 'parked',
    scope: TEST,
    kind: 'message',
    cause: 'unavailable',
    reason: 'a test',
    receiptId: null,
    events: 1,
    source: null,
    diedAt: services.now,
    body: message,
  })
})

async function linesOf(user = 'me@example.com', key = 'sk_test_all') {
  const response = await ask(`/v1/users/${user}/export`, { key })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  const text = await response.text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => Line.parse(JSON.parse(line)))
}

test('an export has every record of the user in raw, curated, landings and dead letters, and of no other', async () => {
  const lines = await linesOf()
  expect(lines.map(({ stored_in, end }) => stored_in ?? end)).toEqual([
    'raw',
    'user_context',
    'landings',
    'dead_letters',
    'dead_letters',
    true,
  ])
  expect(lines[0]?.record).toMatchObject({ id: 's-1' })
  expect(lines[1]?.record).toMatchObject({ event_id: 's-1', user_hash: MINE, country: 'PT' })
  expect(lines[4]?.record).toEqual({ id: 's-4', user: MINE })
  expect(JSON.stringify(lines)).not.toContain(YOURS)
})

test('a key that only reads may not export', async () => {
  const response = await ask('/v1/users/me@example.com/export', { key: 'sk_test_reads' })
  expect(response.status).toBe(403)
})

test('another mode has its own records, and another account none', async () => {
  const live = await linesOf('me@example.com', 'sk_live_all')
  expect(live.map(({ stored_in }) => stored_in)).toEqual(['raw', 'user_context', undefined])
  expect(await linesOf('me@example.com', 'sk_test_b')).toEqual([{ end: true }])
})

test('after an erasure of account A nothing of its user is exported, and the same user of B stays', async () => {
  const theirs = userHasher(services.userHashKeys, OTHER)('me@example.com')
  expect(theirs).not.toBe(MINE)
  await putRaw('theirs', [of('s-1', theirs)], { scope: OTHER })
  expect((await ask('/v1/users/me@example.com', { method: 'DELETE' })).status).toBe(202)
  await eraseUsers(services, Date.now() + 1_000)
  expect(await linesOf()).toEqual([{ end: true }])
  const kept = await linesOf('me@example.com', 'sk_test_b')
  expect(kept.map(({ stored_in }) => stored_in)).toEqual(['raw', undefined])
})

test('a user hashed under a replaced key is still found by an erasure', async () => {
  const [old] = services.userHashKeys
  const ring = [{ id: '2', secret: 'a newer key for tests only' }, old] as const
  await putRaw('new', [of('s-6', userHasher(ring, TEST)('me@example.com'))])
  const hashes = userHashes(ring, TEST, 'me@example.com')
  const request = { id: 'era_rotated', scope: TEST, userHashes: hashes, requestedAt: 0 }
  await requestErasure(services.db, request)
  expect(await erasuresDue(services.db, TEST, 1)).toEqual([hashes])
  expect(await eraseUsers(services, 1, [TEST])).toMatchObject({ users: 1, more: false })
  const { results } = await env.DB.prepare('SELECT objects FROM erasures').all()
  expect(results).toEqual([{ objects: 5 }])
  expect(await linesOf()).toEqual([{ end: true }])
})

test('an export has what rankings remember of the user, until an erasure', async () => {
  const body = {
    user: 'me@example.com',
    context: { origin: 'LIS', destination: 'JFK', departure_date: '2026-12-20' },
    items: [{ id: 'o1', price: { amount: '300.00', currency: 'EUR' }, carrier: 'TP', stops: 0 }],
  }
  const headers = { 'content-type': 'application/json' }
  const ranked = await ask('/v1/offers:rank', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  expect(ranked.status).toBe(200)
  const traveller = async () => (await linesOf()).filter((line) => line.stored_in === 'traveller')
  expect(JSON.stringify(await traveller())).toContain('"o1"')
  await ask('/v1/users/me@example.com', { method: 'DELETE' })
  expect(await traveller()).toEqual([])
})
