/** D1 tables. Column names equal the domain's so rows insert unchanged. */
import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { scopeColumn } from './scope-column'

/** Cause for which a message or document was set aside; it decides whether a replay can help. */
export const DEAD_LETTER_CAUSES = [
  /** The message or line is not one that this code wrote. */
  'unreadable',
  /** A market refuses its events, alone and again. */
  'uncountable',
  /** A store was out of reach for longer than the queue's retries last. */
  'unavailable',
  /** Half of an object in the lake. */
  'torn',
  /** Records of a document were rejected. */
  'rejected',
] as const

export const receipts = sqliteTable(
  'receipts',
  {
    id: text().primaryKey(),
    keyId: text('key_id').notNull(),
    scope: scopeColumn().notNull(),
    idempotencyKey: text('idempotency_key'),
    /** SHA-256 of the body as received, hex; only beside an idempotency key. */
    bodyHash: text('body_hash'),
    /** The clock its events were read at; a repeated request is read at the same. */
    createdAt: integer('created_at').notNull(),
    /** The wall clock, which retention goes by. */
    recordedAt: integer('recorded_at').notNull().default(sql`(unixepoch() * 1000)`),
    sent: integer().notNull(),
    accepted: integer().notNull(),
    /** Repeats known on receipt; those found later are in `repeated`. */
    duplicates: integer().notNull(),
    /** JSON array of lines whose events the market had counted before. */
    countedLines: text('counted_lines').notNull(),
    rejected: integer().notNull(),
    messages: integer().notNull(),
    /** True once every message is in the queue. */
    queued: integer({ mode: 'boolean' }).notNull(),
    /** "native", "csv", or the distribution system whose document it was. */
    source: text().notNull().default('native'),
    /** True when the document lies in `dead-letters/` under this id, as something was rejected. */
    setAside: integer('set_aside', { mode: 'boolean' }).notNull().default(false),
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

/**
 * One row a dead letter, for lists, counts and replays. Its content lies in the lake under the same
 * id, and in `body` while the lake cannot be reached.
 */
export const deadLetters = sqliteTable(
  'dead_letters',
  {
    id: text().primaryKey(),
    scope: scopeColumn('scope').notNull(),
    kind: text({ enum: ['message', 'document'] }).notNull(),
    cause: text({ enum: DEAD_LETTER_CAUSES }).notNull(),
    reason: text().notNull(),
    receiptId: text('receipt_id'),
    events: integer().notNull(),
    /** Source of a document, as its request named it. */
    source: text(),
    diedAt: integer('died_at').notNull(),
    replayedAt: integer('replayed_at'),
    /** How often it has died; a replay that fails is one more. */
    deaths: integer().notNull().default(1),
    body: text(),
  },
  (table) => [
    index('dead_letters_waiting')
      .on(table.scope, table.cause, table.diedAt)
      .where(sql`replayed_at IS NULL`),
    index('dead_letters_parked').on(table.id).where(sql`body IS NOT NULL`),
    index('dead_letters_died').on(table.scope, table.diedAt),
  ]
)

/** Raw objects whose rows are in the curated tables; compaction skips them. */
export const lakeObjects = sqliteTable(
  'lake_objects',
  {
    rawKey: text('raw_key').primaryKey(),
    scope: scopeColumn().notNull(),
    events: integer().notNull(),
    badLines: integer('bad_lines').notNull(),
    /** The wall clock. */
    compactedAt: integer('compacted_at').notNull().default(sql`(unixepoch() * 1000)`),
  },
  (table) => [index('lake_objects_compacted').on(table.scope, table.compactedAt)]
)

/** Where a walk over the lake goes on, by its name; no row when at the beginning. */
export const lakeCursors = sqliteTable('lake_cursors', {
  name: text().primaryKey(),
  /** The last key done. */
  after: text().notNull(),
})

/**
 * Leases: exclusive rights for a limited time. A holder that dies loses its lease when the time is
 * over.
 */
export const leases = sqliteTable('leases', {
  name: text().primaryKey(),
  holder: text().notNull(),
  /** Epoch ms of the database's own clock. */
  until: integer().notNull(),
})

export const dataQualityLog = sqliteTable(
  'data_quality_log',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    scope: scopeColumn().notNull(),
    /** "raw" or a curated table. */
    tableName: text('table_name').notNull(),
    checkName: text('check_name').notNull(),
    status: text({ enum: ['pass', 'warn', 'fail'] }).notNull(),
    value: real().notNull(),
    threshold: real().notNull(),
    detail: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [index('data_quality_log_check').on(table.scope, table.tableName, table.checkName)]
)

/** Events for people and their systems, one a change of state. Who delivers them marks them. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: text().primaryKey(),
    scope: scopeColumn().notNull(),
    kind: text().notNull(),
    /** Subject, such as "price_offers.uniqueness". */
    subject: text().notNull(),
    state: text({ enum: ['raised', 'resolved'] }).notNull(),
    detail: text().notNull(),
    /** P1 to P4. */
    priority: text().notNull().default('P3'),
    /** The rule that raised it; null for what is watched without one. */
    ruleId: text('rule_id'),
    at: integer().notNull(),
    /** Null until someone has taken it on. */
    deliveredAt: integer('delivered_at'),
  },
  (table) => [
    index('alerts_undelivered').on(table.deliveredAt, table.at),
    index('alerts_subject').on(table.scope, table.kind, table.subject, table.at),
  ]
)

/** Users to be forgotten. The hash is dropped when nothing of it is left in the lake. */
export const erasures = sqliteTable(
  'erasures',
  {
    id: text().primaryKey(),
    scope: scopeColumn().notNull(),
    userHash: text('user_hash'),
    requestedAt: integer('requested_at').notNull(),
    /** The first whole walk over the lake since the request is done. */
    clearedAt: integer('cleared_at'),
    /** Nothing that was under way at the request can still arrive. */
    finishedAt: integer('finished_at'),
    objects: integer().notNull().default(0),
  },
  (table) => [index('erasures_open').on(table.scope, table.finishedAt)]
)

/** Daily reference rates, a row a day; a key loads the rates of its own mode. */
export const exchangeRates = sqliteTable(
  'exchange_rates',
  {
    scope: scopeColumn().notNull(),
    date: text().notNull(),
    /** Who set them. */
    source: text().notNull(),
    /** JSON: units per euro by ISO 4217 code. */
    perEuro: text('per_euro').notNull(),
    /** The wall clock. */
    loadedAt: integer('loaded_at').notNull().default(sql`(unixepoch() * 1000)`),
  },
  (table) => [primaryKey({ columns: [table.scope, table.date] })]
)

/**
 * A row a recorded decision: its location, and the fields that settling needs. Kept as long as raw.
 */
export const decisions = sqliteTable(
  'decisions',
  {
    id: text().primaryKey(),
    scope: scopeColumn().notNull(),
    resource: text().notNull(),
    market: text().notNull(),
    departureDate: text('departure_date').notNull(),
    /** Group of days to departure at the decision. */
    daysOut: text('days_out').notNull(),
    /** Names, each between spaces. */
    models: text().notNull(),
    /** Clock of the decision. */
    at: integer().notNull(),
    /** Made at a clock of its own (`Fareline-Now`), which no cron follows. */
    simulatedClock: integer('simulated_clock', { mode: 'boolean' }).notNull(),
    /** The raw object that holds it. */
    rawKey: text('raw_key').notNull(),
    /** JSON: its claims. */
    claims: text().notNull(),
    /** "unclaimed": it claimed nothing that time could settle. */
    state: text({ enum: ['open', 'settled', 'censored', 'unclaimed'] }).notNull(),
    /** Time of the next visit; null once everything is settled. */
    dueAt: integer('due_at'),
    /** Claims whose time was over by then are settled. */
    settledThrough: integer('settled_through').notNull(),
    /** JSON: lowest and median fares seen since, while claims are open. */
    path: text(),
    /** JSON: its claims settled so far. */
    verdicts: text(),
    /** When the last of them was. */
    settledAt: integer('settled_at'),
    /** The wall clock, which retention goes by. */
    recordedAt: integer('recorded_at').notNull().default(sql`(unixepoch() * 1000)`),
  },
  (table) => [
    index('decisions_due').on(table.scope, table.dueAt, table.id).where(sql`due_at IS NOT NULL`),
    index('decisions_settled').on(table.scope, table.settledAt).where(sql`settled_at IS NOT NULL`),
    index('decisions_state').on(table.scope, table.state, table.market),
    index('decisions_recorded').on(table.recordedAt),
  ]
)

/** Sums of settled claims; see pipelines/ledger/cells.ts. */
export const ledgerCells = sqliteTable(
  'ledger_cells',
  {
    scope: scopeColumn().notNull(),
    /** UTC day of the clock at which they were settled. */
    day: text().notNull(),
    market: text().notNull(),
    model: text().notNull(),
    daysOut: text('days_out').notNull(),
    measure: text().notNull(),
    horizonDays: integer('horizon_days').notNull(),
    bin: integer().notNull(),
    n: integer().notNull(),
    hits: integer().notNull(),
    said: real().notNull(),
    total: real().notNull(),
    possible: real().notNull(),
    censored: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.scope,
        table.market,
        table.day,
        table.model,
        table.daysOut,
        table.measure,
        table.horizonDays,
        table.bin,
      ],
    }),
  ]
)
