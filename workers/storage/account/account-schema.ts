/** D1 tables of accounts and their keys. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { MODES } from '../../../pipelines/events/scope'

/** Who owns keys and data. */
export const accounts = sqliteTable('accounts', {
  id: text().primaryKey(),
  createdAt: integer('created_at').notNull(),
})

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
})
