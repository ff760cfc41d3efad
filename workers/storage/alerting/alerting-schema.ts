/** D1 tables of alert rules, and of the webhooks that carry alerts. */
import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { scopeColumn } from '../scope-column'

export const alertRules = sqliteTable(
  'alert_rules',
  {
    id: text().primaryKey(),
    scope: scopeColumn().notNull(),
    name: text().notNull(),
    /** JSON: see `AlertCondition`. */
    condition: text().notNull(),
    priority: text().notNull(),
    /** JSON: see `QuietHours`; null without any. */
    quietHours: text('quiet_hours'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('alert_rules_scope').on(table.scope, table.createdAt)]
)

export const webhookEndpoints = sqliteTable(
  'webhook_endpoints',
  {
    id: text().primaryKey(),
    scope: scopeColumn().notNull(),
    url: text().notNull(),
    description: text().notNull(),
    /** JSON: kinds of alerts it gets; all when empty. */
    kinds: text().notNull(),
    /** JSON: secrets that sign, newest first, each with its end. A signer must know them in clear. */
    secrets: text().notNull(),
    /** Why it gets nothing any more; null while it does. */
    disabledReason: text('disabled_reason'),
    createdAt: integer('created_at').notNull(),
    lastDeliveredAt: integer('last_delivered_at'),
  },
  (table) => [index('webhook_endpoints_scope').on(table.scope, table.createdAt)]
)

/** "dead": given up; it can be sent again by hand. */
export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const

export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    scope: scopeColumn().notNull(),
    endpointId: text('endpoint_id').notNull(),
    /** The `webhook-id` of every attempt, by which a receiver knows a repeat. */
    messageId: text('message_id').notNull(),
    type: text().notNull(),
    /** The body as it is signed and sent. */
    body: text().notNull(),
    state: text({ enum: DELIVERY_STATES }).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: integer('created_at').notNull(),
    /** When to try next; null when nothing is left to do. */
    dueAt: integer('due_at'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    lastAttemptAt: integer('last_attempt_at'),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_message').on(table.endpointId, table.messageId),
    index('webhook_deliveries_due').on(table.dueAt).where(sql`due_at IS NOT NULL`),
    index('webhook_deliveries_scope').on(table.scope, table.id),
  ]
)
