import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { rawKey } from '../../../pipelines/lake/keys'
import { CURATED_DAYS, lifecycleOf, RAW_DAYS } from '../../../pipelines/lake/retention'
import { compactLake } from '../../../workers/jobs/compact-lake'
import { expireLake } from '../../../workers/jobs/expire-lake'
import { listAll } from '../../../workers/lake/walk'
import { NOON, searchOf } from '../../build/curated-events'
import { emptyLake, putRaw, services } from '../../build/lake'
import { LIVE, TEST } from '../../build/scopes'

beforeEach(emptyLake)

const after = (days: number) => Date.now() + days * DAY_MS
const keys = async () => (await listAll(env.LAKE, '')).map(({ key }) => key)

test('raw goes after 90 days, curated after two years, whatever hour they tell of', async () => {
  const longAgo = NOON - 4 * 365 * DAY_MS
  await putRaw('a', [searchOf({ at: longAgo, receivedAt: longAgo })])
  await compactLake(services, services.now)
  expect(await expireLake(services, after(RAW_DAYS - 1))).toMatchObject({ raw: 0, curated: 0 })
  expect(await expireLake(services, after(RAW_DAYS + 1))).toMatchObject({ raw: 1, curated: 0 })
  expect(await env.DB.prepare('SELECT count(*) AS n FROM lake_objects').first('n')).toBe(0)
  expect((await keys()).length).toBe(3)
  expect(await expireLake(services, after(CURATED_DAYS + 1))).toMatchObject({ curated: 3 })
  expect(await keys()).toEqual([])
})

test('a run with a test key drops no live data', async () => {
  await putRaw('a', [searchOf()], { scope: LIVE })
  expect(await expireLake(services, after(RAW_DAYS + 1), [TEST])).toMatchObject({ raw: 0 })
  expect((await keys()).length).toBe(1)
})

test('an object rewritten since is as old as it was', async () => {
  const key = rawKey({ scope: TEST, receivedAt: NOON, name: 'rewritten' })
  const long = String(Date.now() - (RAW_DAYS + 1) * DAY_MS)
  await env.LAKE.put(key, 'x', { customMetadata: { 'first-written': long } })
  expect(await expireLake(services, Date.now())).toMatchObject({ raw: 1 })
})

test('the rules of the bucket cover every prefix, in both modes, once', () => {
  const prefixes = lifecycleOf([TEST, LIVE]).map(({ prefix }) => prefix)
  expect(new Set(prefixes).size).toBe(prefixes.length)
  expect(prefixes).toContain('sandbox/live/raw/')
  expect(prefixes).toContain('sandbox/test/curated/')
})
