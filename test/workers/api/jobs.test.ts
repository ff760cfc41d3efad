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
