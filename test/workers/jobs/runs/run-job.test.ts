import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { scopeKey } from '../../../../pipelines/events/scope'
import { defineJob, eachPage, eachScope } from '../../../../workers/jobs/runs/run-job'
import { connect } from '../../../../workers/services'
import { takeLease } from '../../../../workers/storage/leases'
import { breakingAt } from '../../../build/lake'
import { LIVE, TEST } from '../../../build/scopes'
import { createFakeLog } from '../../../fakes/log'

const AT = Date.parse('2026-11-20T12:00:00Z')

function rig() {
  const { log, lines } = createFakeLog()
  return { services: connect(env, { now: AT, log, defer: () => {} }), lines }
}

const counting = defineJob('counting', 'quality', (run) =>
  eachScope(run, async ({ scope, services, before }) => {
    services.log.info('counted')
    const live = scope.mode === 'live'
    return { counts: { owners: 1, after: before.owners ?? 0 }, more: live }
  })
)

test('a cron works for all owners and adds up their counts; more holds when any has more', async () => {
  expect(await counting(rig().services, AT)).toEqual({ owners: 2, after: 1, more: true })
})

test('a run of a key works for its owner only', async () => {
  expect(await counting(rig().services, AT, [TEST])).toEqual({ owners: 1, after: 0, more: false })
})

test('every line of a job names it, its clock and its owner, and the last its outcome', async () => {
  const { services, lines } = rig()
  await counting(services, AT, [LIVE])
  const about = { request_id: 'test', job: 'counting', at: '2026-11-20T12:00:00.000Z' }
  expect(lines).toMatchObject([
    { ...about, message: 'counted', scope: scopeKey(LIVE) },
    { ...about, message: 'job', outcome: 'more', owners: 1, durations: {} },
  ])
})

test('a job whose lease another holds does nothing and says busy', async () => {
  const { services, lines } = rig()
  await takeLease(services.db, 'quality', 'someone')
  expect(await counting(services, AT)).toEqual({ busy: true, more: true })
  expect(lines).toMatchObject([{ message: 'job', outcome: 'busy' }])
  await env.DB.prepare('DELETE FROM leases').run()
})

test('a job that fails is logged, thrown, and gives its lease back', async () => {
  const { services, lines } = rig()
  const failing = defineJob('failing', 'quality', async () => {
    throw new Error('no lake')
  })
  await expect(failing(services, AT)).rejects.toThrow('no lake')
  expect(lines).toMatchObject([{ level: 'error', job: 'failing', outcome: 'failed' }])
  expect(await counting(services, AT, [TEST])).toMatchObject({ owners: 1 })
})

test('pages end at the last or when the slice is full, and the lease is renewed before each', async () => {
  const seen: number[] = []
  let renewals = 0
  const run = {
    renew: async () => {
      renewals += 1
    },
  }
  const upTo = (last: number) => async (page: number) => {
    seen.push(page)
    return page === last
  }
  expect(await eachPage(run, 5, upTo(2))).toBe(true)
  expect(await eachPage(run, 2, upTo(2))).toBe(false)
  expect(seen).toEqual([0, 1, 2, 0, 1])
  expect(renewals).toBe(5)
})

async function runsOf(job: string) {
  const { results } = await env.DB.prepare(
    `SELECT status, scope, error, finished_at IS NOT NULL AS ended FROM job_runs WHERE job = ? ORDER BY id`
  )
    .bind(job)
    .all()
  return results
}

test('each run is recorded with a step for each owner, also one that fails or is busy', async () => {
  let fail = false
  const job = defineJob('recorded', 'quality', (run) =>
    eachScope(run, async ({ scope }) => {
      if (fail && scope.mode === 'test') throw new Error('no lake')
      return { counts: { rows: 3 }, more: false, partitions: ['2026-11-20'] }
    })
  )
  await job(rig().services, AT)
  await job(rig().services, AT, [TEST])
  fail = true
  await expect(job(rig().services, AT)).rejects.toThrow('no lake')
  await takeLease(rig().services.db, 'quality', 'someone')
  await job(rig().services, AT)
  await env.DB.prepare('DELETE FROM leases').run()
  expect(await runsOf('recorded')).toEqual([
    { status: 'ok', scope: null, error: null, ended: 1 },
    { status: 'ok', scope: scopeKey(TEST), error: null, ended: 1 },
    { status: 'failed', scope: null, error: 'Error: no lake', ended: 1 },
    { status: 'busy', scope: null, error: null, ended: 1 },
  ])
  const { results } = await env.DB.prepare(
    `SELECT job_steps.scope, counts, partitions, job_steps.error FROM job_steps JOIN job_runs ON id = run_id
     WHERE job = 'recorded' ORDER BY run_id, job_steps.scope`
  ).all()
  const whole = { counts: '{"rows":3}', partitions: '["2026-11-20"]', error: null }
  expect(results).toEqual([
    { scope: scopeKey(LIVE), ...whole },
    { scope: scopeKey(TEST), ...whole },
    { scope: scopeKey(TEST), ...whole },
    { scope: scopeKey(LIVE), ...whole },
    { scope: scopeKey(TEST), counts: null, partitions: null, error: 'Error: no lake' },
  ])
})

test('a job runs though its record cannot be written', async () => {
  const { services, lines } = rig()
  const { services: breaking } = breakingAt({ fail: 1, when: 'before' })
  const job = defineJob('unrecorded', undefined, async () => ({ done: 1 }))
  expect(await job({ ...services, db: breaking.db }, AT)).toEqual({ done: 1 })
  expect(lines).toMatchObject([{ message: 'job run not recorded' }, { outcome: 'ok' }])
  expect(await runsOf('unrecorded')).toEqual([])
})
