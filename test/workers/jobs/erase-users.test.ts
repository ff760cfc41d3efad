import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { deadLetterKey } from '../../../pipelines/lake/keys'
import { compactLake } from '../../../workers/jobs/compact-lake'
import { eraseUsers } from '../../../workers/jobs/erase-users'
import { readRawText } from '../../../workers/lake/raw-text'
import { listAll } from '../../../workers/lake/walk'
import { userHasher } from '../../../workers/secrets/user-hash'
import { searchOf } from '../../build/curated-events'
import { breakingAt, curated, emptyLake, fingerprint, putRaw, services } from '../../build/lake'
import { addKeys, ask } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'

const HOUR_MS = 3_600_000
const hash = userHasher(services.userHashKeys, TEST)
const MINE = hash('me@example.com')
const OTHERS = hash('you@example.com')

beforeAll(addKeys)
beforeEach(arrange)

async function arrange() {
  await emptyLake()
  await env.DB.prepare('DELETE FROM erasures').run()
  const of = (id: string, userHash: string) =>
    searchOf({ id, shopper: { country: 'PT', userHash } })
  await putRaw('a', [of('s-1', MINE), of('s-2', OTHERS)])
  await putRaw('b', [of('s-3', OTHERS)])
  await putRaw('live', [of('s-1', MINE)], { scope: LIVE })
  await compactLake(services, services.now)
  await putRaw('later', [of('s-4', MINE)])
  await env.LAKE.put(deadLetterKey(TEST, 'letter'), JSON.stringify({ body: `"${MINE}"` }))
}

const run = (at = Date.now() + 1_000, on = services) => eraseUsers(on, at)

async function erase() {
  const response = await ask('/v1/users/me@example.com', { method: 'DELETE' })
  expect(response.status).toBe(202)
  const body = await response.json<{ data: { erasure_id: string }; links: { erasure: string } }>()
  expect(JSON.stringify(body)).not.toContain('me@example.com')
  return body
}

async function everything(prefix: string): Promise<string> {
  const texts = (await listAll(env.LAKE, prefix)).map(async ({ key }) => {
    if (key.endsWith('.gz')) return (await readRawText(env.LAKE, key))?.text
    return (await env.LAKE.get(key))?.text()
  })
  return (await Promise.all(texts)).join()
}

test('a user goes from raw, dead letters and curated, and their rows stay', async () => {
  const { links } = await erase()
  expect(await run()).toMatchObject({ users: 1, objects: 4, more: false })
  expect(await everything('sandbox/test/')).not.toContain(MINE)
  expect(await everything('sandbox/test/')).toContain(OTHERS)
  expect((await curated('user_context')).map((row) => row.user_hash)).toEqual([
    null,
    OTHERS,
    OTHERS,
  ])
  expect(await everything('sandbox/live/raw/')).toContain(MINE)

  await compactLake(services, services.now)
  expect((await curated('user_context')).length).toBe(4)
  expect(JSON.stringify(await curated('user_context'))).not.toContain(MINE)
  const { data } = await (await ask(links.erasure)).json<{ data: object }>()
  expect(data).toMatchObject({ state: 'cleared', objects: 4, finished_at: null })
})

test('what was under way at the request is found by a second walk; the hash goes when no queue can hold it', async () => {
  const { links } = await erase()
  await run()
  expect(await run(Date.now() + HOUR_MS / 2)).toMatchObject({ users: 0 })
  await putRaw('straggler', [searchOf({ id: 's-9', shopper: { userHash: MINE } })])
  expect(await run(Date.now() + HOUR_MS + 5_000)).toMatchObject({ users: 1, objects: 1 })
  expect(await everything('sandbox/test/')).not.toContain(MINE)
  const { data } = await (await ask(links.erasure)).json<{ data: object }>()
  expect(data).toMatchObject({ state: 'finished', objects: 5 })
  const known = () => env.DB.prepare('SELECT user_hash FROM erasures').first('user_hash')
  expect(await known()).toBe(MINE)
  await run(Date.now() + 15 * 24 * HOUR_MS + 5_000)
  expect(await known()).toBeNull()
})

test('a repeated request is one erasure; without the write scope it is refused', async () => {
  const [first, second] = [await erase(), await erase()]
  expect(second.data.erasure_id).toBe(first.data.erasure_id)
  const refused = await ask('/v1/users/x', { method: 'DELETE', key: 'sk_test_reads' })
  expect(refused.status).toBe(403)
  const live = await ask(first.links.erasure, { key: 'sk_live_all' })
  expect(live.status).toBe(404)
})

test('a rewritten object keeps its age', async () => {
  await erase()
  const before = await env.LAKE.head((await listAll(env.LAKE, 'sandbox/test/raw/'))[0]?.key ?? '')
  await run()
  const after = await env.LAKE.head(before?.key ?? '')
  expect(after?.etag).not.toBe(before?.etag)
  expect(after?.customMetadata?.['first-written']).toBe(String(before?.uploaded.getTime()))
})

test('whatever step breaks, the next run forgets the user everywhere', async () => {
  await erase()
  const counting = breakingAt({ fail: -1, when: 'before' })
  await run(undefined, counting.services)
  const whole = await fingerprint()
  for (let fail = 1; fail <= counting.calls(); fail += 1) {
    await arrange()
    await erase()
    const when = fail % 2 === 0 ? 'before' : 'after'
    await run(undefined, breakingAt({ fail, when }).services).catch(() => undefined)
    await env.DB.prepare('DELETE FROM leases').run()
    expect([fail, (await run()).more]).toEqual([fail, false])
    expect([fail, (await everything('sandbox/test/')).includes(MINE)]).toEqual([fail, false])
    expect(await fingerprint()).toEqual(whole)
  }
}, 60_000)
