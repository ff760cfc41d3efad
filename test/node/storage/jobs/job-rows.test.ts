import { expect, test } from 'vitest'
import {
  beginRun,
  endRun,
  forgetRuns,
  listRuns,
  type RunEnd,
  type RunStart,
  readStandings,
  type Step,
} from '../../../../workers/storage/jobs/job-rows'
import { LIVE, TEST } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const START: RunStart = { job: 'compact-lake', scope: null, at: 5, startedAt: 10 }
const OK: RunEnd = { finishedAt: 20, status: 'ok' }
const step = (changes: Partial<Step> = {}): Step => ({
  scope: TEST,
  milliseconds: 3,
  more: false,
  ...changes,
})

test('lists a run with the step of the owner, newest first', () =>
  inNode(async (db) => {
    const first = await beginRun(db, START)
    const partitions = Array.from({ length: 120 }, (_, at) => `p${at}`)
    await endRun(db, first, START, OK, [
      step({ counts: { rows: 2 }, partitions }),
      step({ scope: LIVE, error: 'no lake' }),
    ])
    const second = await beginRun(db, START)
    const runs = await listRuns(db, TEST, { limit: 9 })
    expect(runs.map(({ id, status }) => [id, status])).toEqual([
      [second, 'running'],
      [first, 'ok'],
    ])
    expect(runs[0]?.step).toBeNull()
    expect(runs[1]?.step).toMatchObject({ counts: { rows: 2 }, error: null })
    expect(runs[1]?.step?.partitions).toHaveLength(100)
    expect((await listRuns(db, LIVE, { limit: 9 }))[1]?.step).toMatchObject({
      counts: {},
      partitions: [],
      error: 'no lake',
    })
  }))

test('shows runs of crons to everyone, and a run of a key to its owner alone', () =>
  inNode(async (db) => {
    await beginRun(db, START)
    await beginRun(db, { ...START, scope: LIVE })
    expect(await listRuns(db, TEST, { limit: 9 })).toHaveLength(1)
    expect(await listRuns(db, LIVE, { limit: 9 })).toHaveLength(2)
    expect(await listRuns(db, LIVE, { limit: 1 })).toHaveLength(2)
  }))

test('filters runs by job and status, and goes on after a run', () =>
  inNode(async (db) => {
    const first = await beginRun(db, START)
    await endRun(db, first, START, { finishedAt: 20, status: 'failed', error: 'torn' }, [])
    const second = await beginRun(db, { ...START, job: 'backfill' })
    const list = async (query: object) =>
      (await listRuns(db, TEST, { limit: 9, ...query })).map(({ id }) => id)
    expect(await list({ status: 'failed' })).toEqual([first])
    expect(await list({ job: 'backfill' })).toEqual([second])
    expect(await list({ after: second })).toEqual([first])
  }))

test('keeps the steps of many scopes, more than a statement takes', () =>
  inNode(async (db, { database }) => {
    const id = await beginRun(db, START)
    const steps = Array.from({ length: 40 }, (_, at) =>
      step({ scope: { account: `account-${at}`, mode: 'test' } })
    )
    await endRun(db, id, START, OK, steps)
    expect(database.now('SELECT count(*) AS n FROM job_steps')).toEqual([{ n: 40 }])
  }))

test('counts a cron that did its work as a success, but neither a failure nor a run of a key', () =>
  inNode(async (db) => {
    const standing = async () => (await readStandings(db, ['compact-lake'], 1)).get('compact-lake')
    expect(await standing()).toEqual({ scheduledAt: 1, succeededAt: null })
    await endRun(db, await beginRun(db, START), START, { ...OK, status: 'failed' }, [])
    const own = { ...START, scope: TEST }
    await endRun(db, await beginRun(db, own), own, OK, [])
    expect(await standing()).toEqual({ scheduledAt: 1, succeededAt: null })
    await endRun(db, await beginRun(db, START), START, { ...OK, status: 'more' }, [])
    expect(await standing()).toEqual({ scheduledAt: 1, succeededAt: 20 })
  }))

test('forgets a bounded number of the oldest runs with their steps', () =>
  inNode(async (db, { database }) => {
    for (const startedAt of [10, 20, 30]) {
      const start = { ...START, startedAt }
      await endRun(db, await beginRun(db, start), start, OK, [step()])
    }
    expect(await forgetRuns(db, 25, 1)).toBe(1)
    expect(await forgetRuns(db, 25, 9)).toBe(1)
    expect(await forgetRuns(db, 25, 9)).toBe(0)
    expect(database.now('SELECT count(*) AS n FROM job_steps')).toEqual([{ n: 1 }])
  }))
