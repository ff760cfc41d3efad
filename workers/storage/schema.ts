/** D1 tables. Column names equal the domain's so rows insert unchanged. */
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const apiKeys = sqliteTable('api_keys', {
  id: text().primaryKey(),
  /** SHA-256 of the key, hex; the key itself is shown once and never stored. */
  hash: text().notNull().unique(),
  name: text().notNull(),
  liveMode: integer('live_mode', { mode: 'boolean' }).notNull(),
  /** Space separated: "read write". */
  scopes: text().notNull(),
  createdAt: integer('created_at').notNull(),
  revokedAt: integer('revoked_at'),
})

export const receipts = sqliteTable(
  'receipts',
  {
    id: text().primaryKey(),
    keyId: text('key_id').notNull(),
    liveMode: integer('live_mode', { mode: 'boolean' }).notNull(),
    idempotencyKey: text('idempotency_key'),
    /** SHA-256 of the body as received, hex; only beside an idempotency key. */
    bodyHash: text('body_hash'),
    /** The clock its events were read at; a repeated request is read at the same. */
    createdAt: integer('created_at').notNull(),
    /** The wall clock, which retention goes by. */
    recordedAt: integer('recorded_at').notNull().default(sql`(unixepoch() * 1000)`),
    sent: integer().notNull(),
    accepted: integer().notNull(),
    /** Known at the door; repeats found later are in `repeated`. */
    duplicates: integer().notNull(),
    /** JSON array of lines whose events the market had counted before. */
    countedLines: text('counted_lines').notNull(),
    rejected: integer().notNull(),
    messages: integer().notNull(),
    /** True once every message is in the queue. */
    queued: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [
    uniqueIndex('receipts_idempotency').on(table.keyId, table.idempotencyKey),
    index('receipts_recorded').on(table.recordedAt),
  ]
)

/** One row a message of a receipt, so that a repeated delivery changes nothing. */
export const receiptMessages = sqliteTable(
  'receipt_messages',
  {
    id: text().primaryKey(),
    receiptId: text('receipt_id').notNull(),
    /** The raw object that holds, or was about to hold, its events; null when it died before that. */
    rawKey: text('raw_key'),
    stored: integer().notNull().default(0),
    counted: integer().notNull().default(0),
    repeated: integer().notNull().default(0),
    deadLettered: integer('dead_lettered').notNull().default(0),
  },
  (table) => [index('receipt_messages_receipt').on(table.receiptId)]
)
