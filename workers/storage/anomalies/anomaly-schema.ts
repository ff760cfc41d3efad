/** D1 tables of incidents, and of the limits that verdicts on them have moved. */
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { INCIDENT_CLASSES } from '../../../pipelines/watch/causes/cause-finding'
import { INCIDENT_STATES } from '../../../pipelines/watch/causes/incident'
import { scopeColumn } from '../scope-column'

export const incidents = sqliteTable(
  'incidents',
  {
    id: text().primaryKey(),
    scope: scopeColumn().notNull(),
    family: text().notNull(),
    airline: text(),
    class: text({ enum: INCIDENT_CLASSES }).notNull(),
    state: text({ enum: INCIDENT_STATES }).notNull(),
    severity: text().notNull(),
    openedAt: integer('opened_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    resolvedAt: integer('resolved_at'),
    /** JSON: codes of its markets. */
    markets: text().notNull(),
    /** JSON: see `IncidentPart`. */
    parts: text().notNull(),
    /** The last verdict of a person and its time; null without one. */
    verdict: text(),
    verdictAt: integer('verdict_at'),
  },
  (table) => [
    index('incidents_scope').on(table.scope, table.state, table.lastSeenAt),
    index('incidents_open').on(table.scope, table.lastSeenAt).where(sql`resolved_at IS NULL`),
  ]
)

export const watchLimits = sqliteTable(
  'watch_limits',
  {
    scope: scopeColumn().notNull(),
    market: text().notNull(),
    /** Empty for the whole market. */
    airline: text().notNull(),
    family: text().notNull(),
    factor: real().notNull(),
    until: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.market, table.airline, table.family] })]
)
