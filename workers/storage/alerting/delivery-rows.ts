/** Deliveries of webhooks, in D1: what waits, and the log of what was tried. */
import { and, asc, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { alerts } from '../schema'
import { type DELIVERY_STATES, webhookDeliveries, webhookEndpoints } from './alerting-schema'

export type Delivery = typeof webhookDeliveries.$inferSelect
export type NewDelivery = Pick<
  Delivery,
  'scope' | 'endpointId' | 'messageId' | 'type' | 'body' | 'createdAt' | 'dueAt'
>

/** D1 takes 100 parameters a statement. */
const ROWS_PER_INSERT = 10

/** Stores the deliveries of an alert and marks it, or neither. Safe to repeat. */
export async function addDeliveries(
  db: Database,
  alertId: string | undefined,
  deliveries: readonly NewDelivery[],
  now: number
): Promise<void> {
  const inserts = Array.from(
    { length: Math.ceil(deliveries.length / ROWS_PER_INSERT) },
    (_, chunk) =>
      db
        .insert(webhookDeliveries)
        .values(
          deliveries
            .slice(chunk * ROWS_PER_INSERT, (chunk + 1) * ROWS_PER_INSERT)
            .map((delivery) => ({ ...delivery, state: 'pending' as const }))
        )
        .onConflictDoNothing()
  )
  const marks =
    alertId === undefined
      ? []
      : [db.update(alerts).set({ deliveredAt: now }).where(eq(alerts.id, alertId))]
  const [first, ...others] = [...inserts, ...marks]
  if (first) await db.batch([first, ...others])
}

/** Deliveries of one endpoint read at once, so that one that fails does not crowd out the others. */
const PER_ENDPOINT = 100

/** Those whose time has come, the longest waiting first. */
export async function dueDeliveries(
  db: Database,
  scopes: readonly Scope[],
  now: number,
  limit: number
): Promise<Delivery[]> {
  const keys = JSON.stringify(scopes.map(scopeKey))
  const due = sql`SELECT id FROM (
      SELECT id, due_at, row_number() OVER (PARTITION BY endpoint_id ORDER BY due_at, id) AS place
      FROM ${webhookDeliveries}
      WHERE due_at <= ${now} AND scope IN (SELECT value FROM json_each(${keys})))
    WHERE place <= ${PER_ENDPOINT} ORDER BY due_at, id LIMIT ${limit}`
  return db
    .select()
    .from(webhookDeliveries)
    .where(sql`${webhookDeliveries.id} IN (${due})`)
    .orderBy(asc(webhookDeliveries.dueAt), asc(webhookDeliveries.id))
}

export type Attempted = Pick<
  Delivery,
  'state' | 'attempts' | 'dueAt' | 'lastStatus' | 'lastError' | 'lastAttemptAt'
>

/** A delivery that came to its end meanwhile keeps it. */
export async function recordAttempt(
  db: Database,
  { id, endpointId }: Delivery,
  attempted: Attempted
): Promise<void> {
  const update = db
    .update(webhookDeliveries)
    .set(attempted)
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, 'pending')))
  if (attempted.state !== 'delivered') {
    await update
    return
  }
  await db.batch([
    update,
    db
      .update(webhookEndpoints)
      .set({ lastDeliveredAt: attempted.lastAttemptAt })
      .where(eq(webhookEndpoints.id, endpointId)),
  ])
}

/** Puts a delivery back with all its attempts before it; undefined when there is none. */
export async function redeliver(
  db: Database,
  scope: Scope,
  id: number,
  now: number
): Promise<Delivery | undefined> {
  const [row] = await db
    .update(webhookDeliveries)
    .set({ state: 'pending', attempts: 0, dueAt: now })
    .where(and(eq(webhookDeliveries.scope, scope), eq(webhookDeliveries.id, id)))
    .returning()
  return row
}

export type DeliveryQuery = {
  readonly limit: number
  readonly after?: number | undefined
  readonly endpoint?: string | undefined
  readonly state?: (typeof DELIVERY_STATES)[number] | undefined
}

/** Newest first, one more than `limit` when there is more. */
export function listDeliveries(
  db: Database,
  scope: Scope,
  { limit, after, endpoint, state }: DeliveryQuery
): Promise<Delivery[]> {
  const wanted: SQL[] = [eq(webhookDeliveries.scope, scope)]
  if (after !== undefined) wanted.push(lt(webhookDeliveries.id, after))
  if (endpoint !== undefined) wanted.push(eq(webhookDeliveries.endpointId, endpoint))
  if (state !== undefined) wanted.push(eq(webhookDeliveries.state, state))
  return db
    .select()
    .from(webhookDeliveries)
    .where(and(...wanted))
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1)
}

/** Ended deliveries of before; a bounded number, so that it never holds the database long. */
export async function forgetDeliveries(
  db: Database,
  before: number,
  limit: number
): Promise<number> {
  const oldest = db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        lt(webhookDeliveries.createdAt, before),
        inArray(webhookDeliveries.state, ['delivered', 'dead'])
      )
    )
    .orderBy(webhookDeliveries.id)
    .limit(limit)
  const { meta } = await db.delete(webhookDeliveries).where(inArray(webhookDeliveries.id, oldest))
  return meta.changes
}
