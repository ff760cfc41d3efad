/** Runs of jobs in D1: a row when a run begins, the rest when it ends. */
import { and, desc, eq, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Scope } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { jobRuns, jobStandings, jobSteps, type RUN_STATUSES } from './jobs-schema'

export type RunStatus = (typeof RUN_STATUSES)[number]

export type Step = {
  readonly scope: Scope
  readonly milliseconds: number
  readonly more: boolean
  readonly counts?: Readonly<Record<string, number>> | undefined
  readonly partitions?: readonly string[] | undefined
  readonly error?: string | undefined
}

export type RunStart = {
  readonly job: string
  readonly scope: Scope | null
  readonly at: number
  readonly startedAt: number
}

export async function beginRun(db: Database, run: RunStart): Promise<number> {
  const [row] = await db
    .insert(jobRuns)
    .values({ ...run, status: 'running' })
    .returning({ id: jobRuns.id })
  if (!row) throw new Error('job_runs: an insert returned no row')
  return row.id
}

export type RunEnd = {
  readonly finishedAt: number
  readonly status: Exclude<RunStatus, 'running'>
  readonly error?: string | undefined
}

const SUCCESSES = ['ok', 'more', 'skipped'] as const satisfies readonly RunStatus[]

/** D1 takes 100 parameters a statement. */
const STEPS_PER_INSERT = 14
const MAX_PARTITIONS = 100

export async function endRun(
  db: Database,
  id: number,
  start: RunStart,
  { finishedAt, status, error }: RunEnd,
  steps: readonly Step[]
): Promise<void> {
  const rows = steps.map(({ counts, partitions, error, ...step }) => ({
    ...step,
    runId: id,
    counts: counts ? JSON.stringify(counts) : null,
    partitions: partitions?.length ? JSON.stringify(partitions.slice(0, MAX_PARTITIONS)) : null,
    error: error ?? null,
  }))
  const chunks = Array.from({ length: Math.ceil(rows.length / STEPS_PER_INSERT) }, (_, chunk) =>
    rows.slice(chunk * STEPS_PER_INSERT, (chunk + 1) * STEPS_PER_INSERT)
  )
  const { job, scope } = start
  const standing = { succeededAt: finishedAt }
  const isSuccess = scope === null && SUCCESSES.some((success) => success === status)
  await db.batch([
    db
      .update(jobRuns)
      .set({ finishedAt, status, error: error ?? null })
      .where(eq(jobRuns.id, id)),
    ...(isSuccess
      ? [
          db
            .insert(jobStandings)
            .values({ job, scheduledAt: finishedAt, ...standing })
            .onConflictDoUpdate({ target: jobStandings.job, set: standing }),
        ]
      : []),
    ...chunks.map((chunk) => db.insert(jobSteps).values(chunk).onConflictDoNothing()),
  ])
}

export type RunQuery = {
  readonly limit: number
  readonly after?: number | undefined
  readonly job?: string | undefined
  readonly status?: RunStatus | undefined
}

const Counts = z.record(z.string(), z.number())
const Partitions = z.array(z.string())

/**
 * Runs of crons and of the owner's keys, newest first, with the owner's own step; one more than
 * `limit` when there is more.
 */
export async function listRuns(db: Database, scope: Scope, query: RunQuery) {
  const wanted: (SQL | undefined)[] = [or(isNull(jobRuns.scope), eq(jobRuns.scope, scope))]
  if (query.after !== undefined) wanted.push(lt(jobRuns.id, query.after))
  if (query.job !== undefined) wanted.push(eq(jobRuns.job, query.job))
  if (query.status !== undefined) wanted.push(eq(jobRuns.status, query.status))
  const rows = await db
    .select({ run: jobRuns, step: jobSteps })
    .from(jobRuns)
    .leftJoin(jobSteps, and(eq(jobSteps.runId, jobRuns.id), eq(jobSteps.scope, scope)))
    .where(and(...wanted))
    .orderBy(desc(jobRuns.id))
    .limit(query.limit + 1)
  return rows.map(({ run, step }) => ({
    ...run,
    step: step && {
      milliseconds: step.milliseconds,
      more: step.more,
      error: step.error,
      counts: step.counts === null ? {} : Counts.parse(JSON.parse(step.counts)),
      partitions: step.partitions === null ? [] : Partitions.parse(JSON.parse(step.partitions)),
    },
  }))
}

export type Standing = { readonly scheduledAt: number; readonly succeededAt: number | null }

/** Adds jobs that are new in the schedule, and returns how all of them do. */
export async function readStandings(
  db: Database,
  jobs: readonly string[],
  now: number
): Promise<ReadonlyMap<string, Standing>> {
  const names = JSON.stringify(jobs)
  await db.run(sql`INSERT INTO ${jobStandings} (job, scheduled_at)
    SELECT value, ${now} FROM json_each(${names}) WHERE true ON CONFLICT (job) DO NOTHING`)
  const rows = await db
    .select()
    .from(jobStandings)
    .where(inArray(jobStandings.job, sql`(SELECT value FROM json_each(${names}))`))
  return new Map(rows.map(({ job, ...standing }) => [job, standing]))
}

export type Success = { readonly job: string; readonly succeededAt: number }

/** When each job that ever succeeded last did. */
export async function readSuccesses(db: Database): Promise<readonly Success[]> {
  const rows = await db.select().from(jobStandings).where(isNotNull(jobStandings.succeededAt))
  return rows.map(({ job, succeededAt }) => ({ job, succeededAt: succeededAt ?? 0 }))
}

/** A bounded number, so that it never holds the database long. */
export async function forgetRuns(db: Database, before: number, limit: number): Promise<number> {
  const oldest = db
    .select({ id: jobRuns.id })
    .from(jobRuns)
    .where(lt(jobRuns.startedAt, before))
    .orderBy(jobRuns.startedAt)
    .limit(limit)
  const [, { meta }] = await db.batch([
    db.delete(jobSteps).where(inArray(jobSteps.runId, oldest)),
    db.delete(jobRuns).where(inArray(jobRuns.id, oldest)),
  ])
  return meta.changes
}
