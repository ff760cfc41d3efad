import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { watchJobsOf } from '../../../../workers/jobs/alerting/watch-jobs'
import { defineJob } from '../../../../workers/jobs/runs/run-job'
import { services } from '../../../build/lake'
import { TEST } from '../../../build/scopes'

const MINUTE = 60_000
const START = Date.parse('2026-11-20T12:00:30Z')

const works = defineJob('works', undefined, async () => ({}))
const fails = defineJob('fails', undefined, async () => {
  throw new Error('no')
})
const watchJobs = watchJobsOf(() => ({ '* * * * *': [works, fails] }))
const at = (minutes: number) => ({ ...services, wallNow: () => START + minutes * MINUTE })

beforeEach(async () => {
  for (const table of ['job_runs', 'job_steps', 'job_standings', 'alerts']) {
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  }
})

async function alerts() {
  const { results } = await env.DB.prepare(
    'SELECT scope, subject, state FROM alerts ORDER BY at'
  ).all()
  return results
}

test('a job that stops or fails raises one alert of the operators, resolved when it works', async () => {
  expect(await watchJobs(at(0), START)).toMatchObject({ jobs: 2, dead: 0, alerts: 0 })
  for (let minute = 1; minute <= 6; minute += 1) {
    await works(at(minute), START)
    await fails(at(minute), START).catch(() => undefined)
    await watchJobs(at(minute), START)
  }
  const raised = { scope: 'operators/live', subject: 'fails', state: 'raised' }
  expect(await alerts()).toEqual([raised])
  await watchJobs(at(12), START)
  expect(await alerts()).toEqual([raised, { ...raised, subject: 'works' }])
  await works(at(12), START)
  expect(await watchJobs(at(13), START)).toMatchObject({ dead: 1, alerts: 1 })
  expect((await alerts()).at(-1)).toEqual({ ...raised, subject: 'works', state: 'resolved' })
})

test('a key does not run it, and records older than 30 days go', async () => {
  await works(at(0), START)
  expect(await watchJobs(at(0), START, [TEST])).toHaveProperty('skipped')
  expect(await watchJobs(at(31 * 24 * 60), START)).toMatchObject({ forgotten: 2 })
})
