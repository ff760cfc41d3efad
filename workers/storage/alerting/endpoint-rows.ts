/** Webhook endpoints of accounts, in D1. */
import { and, asc, count, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Scope } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { webhookDeliveries, webhookEndpoints } from './alerting-schema'

export const MAX_ENDPOINTS = 20

const Secret = z.object({
  secret: z.string(),
  /** Null while it has no end. */
  expiresAt: z.number().nullable(),
})

export type Endpoint = {
  readonly id: string
  readonly scope: Scope
  readonly url: string
  readonly description: string
  /** Kinds of alerts it gets; all when empty. */
  readonly kinds: readonly string[]
  readonly secrets: readonly z.infer<typeof Secret>[]
  readonly disabledReason: string | null
  readonly createdAt: number
  readonly lastDeliveredAt: number | null
}

export async function listEndpoints(db: Database, scope: Scope): Promise<Endpoint[]> {
  const rows = await db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.scope, scope))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
  return rows.map(endpointOf)
}

export async function findEndpoint(
  db: Database,
  scope: Scope,
  id: string
): Promise<Endpoint | undefined> {
  const [row] = await db
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.scope, scope), eq(webhookEndpoints.id, id)))
  return row && endpointOf(row)
}

/** Undefined when the owner has `MAX_ENDPOINTS` already. */
export async function addEndpoint(db: Database, endpoint: Endpoint): Promise<Endpoint | undefined> {
  const [found] = await db
    .select({ endpoints: count() })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.scope, endpoint.scope))
  if ((found?.endpoints ?? 0) >= MAX_ENDPOINTS) return undefined
  await db.insert(webhookEndpoints).values({
    ...endpoint,
    kinds: JSON.stringify(endpoint.kinds),
    secrets: JSON.stringify(endpoint.secrets),
  })
  return endpoint
}

/** With all deliveries. */
export async function removeEndpoint(db: Database, { scope, id }: Endpoint): Promise<void> {
  await db.batch([
    db
      .delete(webhookEndpoints)
      .where(and(eq(webhookEndpoints.scope, scope), eq(webhookEndpoints.id, id))),
    db.delete(webhookDeliveries).where(eq(webhookDeliveries.endpointId, id)),
  ])
}

export async function replaceSecrets(
  db: Database,
  { scope, id }: Endpoint,
  secrets: Endpoint['secrets']
): Promise<void> {
  await db
    .update(webhookEndpoints)
    .set({ secrets: JSON.stringify(secrets) })
    .where(and(eq(webhookEndpoints.scope, scope), eq(webhookEndpoints.id, id)))
}

/** Nothing more is tried; what waits is dead. True when it was enabled before. */
export async function disableEndpoint(
  db: Database,
  { id }: Pick<Endpoint, 'id'>,
  reason: string
): Promise<boolean> {
  const [{ meta }] = await db.batch([
    db
      .update(webhookEndpoints)
      .set({ disabledReason: reason })
      .where(and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.disabledReason))),
    db
      .update(webhookDeliveries)
      .set({ state: 'dead', dueAt: null })
      .where(and(eq(webhookDeliveries.endpointId, id), eq(webhookDeliveries.state, 'pending'))),
  ])
  return meta.changes > 0
}

export async function enableEndpoint(db: Database, { scope, id }: Endpoint): Promise<void> {
  await db
    .update(webhookEndpoints)
    .set({ disabledReason: null })
    .where(and(eq(webhookEndpoints.scope, scope), eq(webhookEndpoints.id, id)))
}

function endpointOf(row: typeof webhookEndpoints.$inferSelect): Endpoint {
  return {
    ...row,
    kinds: z.array(z.string()).parse(JSON.parse(row.kinds)),
    secrets: z.array(Secret).parse(JSON.parse(row.secrets)),
  }
}
