import { beforeAll, beforeEach, expect, test } from 'vitest'
import { searchOf } from '../../build/curated-events'
import { curated, emptyLake, putRaw } from '../../build/lake'
import { addKeys, ask, NOW } from '../../build/sandbox'
import { LIVE } from '../../build/scopes'

beforeAll(addKeys)
beforeEach(emptyLake)

const run = (name: string, key = 'sk_test_all') =>
  ask(`/v1/jobs/${name}:run`, { method: 'POST', key })

test('the jobs are listed with their crons', async () => {
  const { data } = await (await ask('/v1/jobs')).json<{ data: unknown[] }>()
  expect(data).toContainEqual({ name: 'compact-lake', cron: '*/5 * * * *' })
})

test('a job runs now, at the clock of the request, on the data of the key', async () => {
  await putRaw('a', [searchOf()])
  await putRaw('b', [searchOf()], { scope: LIVE })
  const response = await run('compact-lake')
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    data: { job: 'compact-lake', at: new Date(NOW).toISOString(), report: { objects: 1 } },
  })
  expect((await curated('search_events')).length).toBe(1)
  expect((await curated('search_events', LIVE)).length).toBe(0)
})

test('a job that is not there is a 404 that names those that are', async () => {
  const response = await run('nothing')
  expect(response.status).toBe(404)
  expect((await response.json<{ detail: string }>()).detail).toContain('compact-lake')
})

test('a key that may only read runs none', async () => {
  expect((await run('compact-lake', 'sk_test_reads')).status).toBe(403)
})

const backfill = (name: string, body: unknown) =>
  ask(`/v1/jobs/${name}:backfill`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('a backfill names what is wrong with its range, and the jobs that have days', async () => {
  const range = { from: '2026-11-01', to: '2026-11-20' }
  const answer = await backfill('aggregate-days', range)
  expect(await answer.json()).toMatchObject({ data: { report: { days: 0, more: false } } })
  const other = await backfill('compact-lake', range)
  expect(other.status).toBe(404)
  expect((await other.json<{ detail: string }>()).detail).toContain('aggregate-days')
  expect((await backfill('aggregate-days', { from: '2026-11-20', to: '2026-11-01' })).status).toBe(
    400
  )
  expect((await backfill('aggregate-days', { from: '1990-01-01', to: '2026-11-01' })).status).toBe(
    400
  )
  expect((await backfill('aggregate-days', {})).status).toBe(400)
})

test('runs are listed newest first, by job and page, of crons and of the own account', async () => {
  await run('sweep-letters')
  await run('sweep-letters')
  await run('sweep-letters', 'sk_live_all')
  type Runs = {
    data: { id: number; job: string; trigger: string; step: object | null }[]
    links: { next?: string }
  }
  const list = async (query: string, key = 'sk_test_all') =>
    (await ask(`/v1/job-runs${query}`, { key })).json<Runs>()
  const { data } = await list('?job=sweep-letters')
  expect(data).toHaveLength(2)
  expect(data[0]).toMatchObject({
    job: 'sweep-letters',
    trigger: 'key',
    status: 'ok',
    at: new Date(NOW).toISOString(),
  })
  const first = await list('?job=sweep-letters&limit=1')
  const second = await list(first.links.next?.replace('/v1/job-runs', '') ?? '')
  expect(second.data.map(({ id }) => id)).toEqual([data[1]?.id])
  expect((await list('', 'sk_live_all')).data).toHaveLength(1)
  expect((await ask('/v1/job-runs?jobs=all')).status).toBe(400)
})
