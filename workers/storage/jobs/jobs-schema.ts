/** D1 tables of runs of jobs. Clocks are wall clocks, except the one a run was due at. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { scopeColumn } from '../scope-column'

/** "running" stays when a run was killed. */
export const RUN_STATUSES = ['running', 'ok', 'more', 'busy', 'skipped', 'failed'] as const

export const jobRuns = sqliteTable(
  'job_runs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    job: text().notNull(),
    /** Owner of the key that started it; null for a cron, which works for all. */
    scope: scopeColumn(),
    /** The clock it worked at. */
    at: integer().notNull(),
    startedAt: integer('started_at').notNull(),
    finishedAt: integer('finished_at'),
    status: text({ enum: RUN_STATUSES }).notNull(),
    error: text(),
  },
  (table) => [
    index('job_runs_job').on(table.job, table.id),
    index('job_runs_started').on(table.startedAt),
  ]
)

/** One row for each owner a run worked for. */
export const jobSteps = sqliteTable(
  'job_steps',
  {
    runId: integer('run_id').notNull(),
    scope: scopeColumn().notNull(),
    milliseconds: integer().notNull(),
    /** Whether work was left. */
    more: integer({ mode: 'boolean' }).notNull(),
    /** JSON: counts by name; null when it failed. */
    counts: text(),
    /** JSON: names of the partitions worked on, such as days; the first 100. */
    partitions: text(),
    error: text(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.scope] })]
)

/** How each job of the schedule does, over all owners; outlives its runs. */
export const jobStandings = sqliteTable('job_standings', {
  job: text().primaryKey(),
  /** When it was first seen in the schedule. */
  scheduledAt: integer('scheduled_at').notNull(),
  /** When a cron's run last ended well. */
  succeededAt: integer('succeeded_at'),
})
