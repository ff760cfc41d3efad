/** D1 tables of accounts, their keys and their audit logs. */
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { MODES } from '../../../pipelines/events/scope'
import { AUDIT_ACTIONS } from '../../audit/audit-chain'

/** Who owns keys and data. */
export const accounts = sqliteTable(
  'accounts',
  {
    id: text().primaryKey(),
    createdAt: integer('created_at').notNull(),
    /** Test keys run a request of a past departure at a clock before it. */
    sampleClock: integer('sample_clock', { mode: 'boolean' }).notNull().default(false),
    /** The shared market pool that it is a member of; see workers/storage/account/pools.ts. */
    pool: text(),
  },
  (table) => [index('accounts_pool').on(table.pool).where(sql`pool IS NOT NULL`)]
)

export const apiKeys = sqliteTable('api_keys', {
  id: text().primaryKey(),
  /** SHA-256 of the key, hex; the key itself is shown once and never stored. */
  hash: text().notNull().unique(),
  name: text().notNull(),
  account: text().notNull(),
  mode: text({ enum: MODES }).notNull(),
  /** Permissions, separated by spaces: "events:write insights:read". */
  scopes: text().notNull(),
  createdAt: integer('created_at').notNull(),
  /** Null while the key has no end. */
  expiresAt: integer('expires_at'),
  /** The wall clock of a use, written at most once a minute. */
  lastUsedAt: integer('last_used_at'),
  revokedAt: integer('revoked_at'),
  /** Quota in units a minute; null for that of the deployment. */
  unitsPerMinute: integer('units_per_minute'),
})

/** Administrative acts, a chain for each account; see workers/audit/audit-chain.ts. */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    account: text().notNull(),
    sequence: integer().notNull(),
    /** The wall clock. */
    at: integer().notNull(),
    action: text({ enum: AUDIT_ACTIONS }).notNull(),
    actor: text().notNull(),
    mode: text().notNull(),
    subject: text().notNull(),
    /** JSON. */
    detail: text().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.account, table.sequence] })]
)

/** Where each chain ends, so that entries removed from its end are missed. */
export const auditHeads = sqliteTable('audit_heads', {
  account: text().primaryKey(),
  sequence: integer().notNull(),
  hash: text().notNull(),
})
