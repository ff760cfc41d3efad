/** D1 tables of experiments on rankings. */
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { ARMS, EXPERIMENT_METRICS } from '../../../pipelines/experiments/experiment'
import { scopeColumn } from '../scope-column'

export const experiments = sqliteTable(
  'experiments',
  {
    id: text().primaryKey(),
    scope: scopeColumn().notNull(),
    name: text().notNull(),
    metric: text({ enum: EXPERIMENT_METRICS }).notNull(),
    share: real().notNull(),
    /** JSON: see `Treatment`. */
    treatment: text().notNull(),
    startedAt: integer('started_at').notNull(),
    /** Null while it runs. */
    stoppedAt: integer('stopped_at'),
  },
  (table) => [index('experiments_scope').on(table.scope, table.startedAt)]
)

/** Travellers by arm: no row names one. */
export const experimentCounts = sqliteTable(
  'experiment_counts',
  {
    experimentId: text('experiment_id').notNull(),
    arm: text({ enum: ARMS }).notNull(),
    exposed: integer().notNull(),
    clicked: integer().notNull(),
    booked: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.experimentId, table.arm] })]
)
