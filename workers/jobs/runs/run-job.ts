/**
 * Shared by all jobs: one run at a time, the owners it works on, pages of bounded work, a report
 * and its lines in the log. A run is a slice. The place where the next continues is stored, never
 * only in memory, so that a cron, a request or a message may continue what another began.
 */
import type { Scope } from '../../../pipelines/events/scope'
import { type Services, withScope } from '../../services'
import { readScopes } from '../../storage/account/accounts'
import {
  beginRun,
  endRun,
  type RunStart,
  type RunStatus,
  type Step,
} from '../../storage/jobs/job-rows'
import { withLease } from '../../storage/leases'
import { logged } from '../../work-line'

/** Result of a run in few numbers and words; `more` when work is left, `busy` when another runs. */
export type JobReport = Readonly<Record<string, number | string | boolean>>

/**
 * Work that was due `at`, epoch ms. Safe to run twice: crons fire again. A cron works for all owners,
 * a run that a key has started only for the owner of the key.
 */
export type Job = {
  (services: Services, at: number, scopes?: readonly Scope[]): Promise<JobReport>
  readonly title: string
}

/** Jobs that share a lease never run at the same time. */
export type Lease =
  | 'aggregates'
  | 'alerts'
  | 'anomalies'
  | 'backup'
  | 'lake'
  | 'ledger'
  | 'quality'
  | 'scores'
  | 'webhooks'

export type Run = {
  readonly services: Services
  readonly at: number
  readonly scopes: readonly Scope[]
  /** Started by a key, which may have set the clock; a cron goes by the wall clock. */
  readonly onDemand: boolean
  /** Called between steps: throws when another run has taken over. */
  readonly renew: () => Promise<void>
  /** Collects the counts of each owner, for the record of the run. */
  readonly steps: Step[]
}

export type ScopeRun = Run & {
  readonly scope: Scope
  /** Counts of this run for the owners before this one. */
  readonly before: Counts
}

export type Counts = Readonly<Record<string, number>>

/** Result of a run for one owner, and whether work is left. */
export type Slice = {
  readonly counts: Counts
  readonly more: boolean
  /** Names of the partitions worked on, such as days. */
  readonly partitions?: readonly string[]
}

export function defineJob(
  title: string,
  lease: Lease | undefined,
  work: (run: Run) => Promise<JobReport>
): Job {
  const job = (services: Services, at: number, only?: readonly Scope[]) => {
    const log = services.log.with({ job: title, at: new Date(at).toISOString() })
    const mine = { ...services, log }
    const steps: Step[] = []
    const begin = async (renew: Run['renew']) =>
      work({
        services: mine,
        at,
        scopes: only ?? (await readScopes(mine.db)),
        onDemand: only !== undefined,
        renew,
        steps,
      })
    const [scope = null] = only ?? []
    const start = { job: title, scope, at, startedAt: mine.wallNow() }
    const run = () => alone(mine, lease, begin)
    return logged(mine, 'job', () => recorded(mine, start, steps, run), outcomeOf)
  }
  return Object.assign(job, { title })
}

async function alone(
  services: Services,
  lease: Lease | undefined,
  begin: (renew: Run['renew']) => Promise<JobReport>
): Promise<JobReport> {
  if (lease === undefined) return begin(async () => undefined)
  return (await withLease(services, lease, begin)) ?? { busy: true, more: true }
}

/** Stores the run when it begins and when it ends. A job runs though its record cannot be written. */
async function recorded(
  services: Services,
  start: RunStart,
  steps: readonly Step[],
  run: () => Promise<JobReport>
): Promise<JobReport> {
  const { db, wallNow } = services
  const id = await attempt(services, () => beginRun(db, start))
  const end = (status: Exclude<RunStatus, 'running'>, error?: string) => {
    countRun(services, start, status)
    return attempt(services, async () => {
      if (id !== undefined)
        await endRun(db, id, start, { finishedAt: wallNow(), status, error }, steps)
    })
  }
  try {
    const report = await run()
    await end(outcomeOf(report).outcome)
    return report
  } catch (error) {
    await end('failed', String(error))
    throw error
  }
}

/** A key may run a job on data that fail it; the objective is about what the schedule runs. */
function countRun(
  { isolate, wallNow, defer }: Services,
  { job, scope, startedAt }: RunStart,
  outcome: Exclude<RunStatus, 'running'>
): void {
  const { counts } = isolate.metrics
  counts.count('fareline_job_runs', { job, outcome })
  counts.observe('fareline_job_duration_seconds', { job }, (wallNow() - startedAt) / 1_000)
  if (scope === null) counts.judge('job_success', outcome !== 'failed')
  isolate.metrics.reportSoon(defer)
}

async function attempt<T>({ log }: Services, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    log.error('job run not recorded', { error })
    return undefined
  }
}

function outcomeOf(report: JobReport) {
  if (report.busy) return { ...report, outcome: 'busy' as const }
  if (report.skipped) return { ...report, outcome: 'skipped' as const }
  return { ...report, outcome: report.more ? ('more' as const) : ('ok' as const) }
}

/** Works for each owner in turn; the counts are added up, and `more` holds when it does for any. */
export async function eachScope(
  run: Run,
  work: (run: ScopeRun) => Promise<Slice>
): Promise<Record<string, number | boolean>> {
  const sums: Record<string, number> = {}
  let left = false
  for (const scope of run.scopes) {
    const services = withScope(run.services, scope)
    const { counts, more } = await stepped(run, scope, () =>
      work({ ...run, services, scope, before: { ...sums } })
    )
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
    left ||= more
  }
  return { ...sums, more: left }
}

async function stepped(
  { services: { wallNow }, steps }: Run,
  scope: Scope,
  work: () => Promise<Slice>
): Promise<Slice> {
  const began = wallNow()
  const milliseconds = () => wallNow() - began
  try {
    const slice = await work()
    steps.push({ scope, milliseconds: milliseconds(), ...slice })
    return slice
  } catch (error) {
    steps.push({ scope, milliseconds: milliseconds(), more: true, error: String(error) })
    throw error
  }
}

/** Does pages until one is the last: then true, and false when the slice is full before. */
export async function eachPage(
  { renew }: Pick<Run, 'renew'>,
  maxPages: number,
  isLast: (page: number) => Promise<boolean>
): Promise<boolean> {
  for (let page = 0; page < maxPages; page += 1) {
    await renew()
    if (await isLast(page)) return true
  }
  return false
}
