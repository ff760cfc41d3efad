/**
 * Receipts in D1. Rows of many messages go and come as one JSON parameter (`json_each`): one
 * statement a batch, whatever its size, below the limit of 100 parameters.
 */

import { and, eq, type InferInsertModel, type InferSelectModel, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Progress } from '../../pipelines/intake/receipt'
import type { Database } from './database'
import { receiptMessages, receipts } from './schema'

export type Receipt = Omit<InferSelectModel<typeof receipts>, 'recordedAt'>
type NewReceipt = Omit<InferInsertModel<typeof receipts>, 'recordedAt'>

export async function findReceipt(
  db: Database,
  keyId: string,
  idempotencyKey: string
): Promise<Receipt | undefined> {
  const [receipt] = await db
    .select()
    .from(receipts)
    .where(and(eq(receipts.keyId, keyId), eq(receipts.idempotencyKey, idempotencyKey)))
  return receipt
}

/** False when another request has used the idempotency key meanwhile. */
export async function addReceipt(db: Database, receipt: NewReceipt): Promise<boolean> {
  const added = await db.insert(receipts).values(receipt).onConflictDoNothing()
  return added.meta.changes > 0
}

/** In one statement; a receipt that is known stays as it is. */
export async function addReceipts(db: Database, given: readonly Receipt[]): Promise<void> {
  const rows = given.map((receipt) => ({ ...receipt, scope: scopeKey(receipt.scope) }))
  await db.run(sql`INSERT INTO ${receipts} (id, key_id, scope, idempotency_key, body_hash, created_at,
      sent, accepted, duplicates, counted_lines, rejected, messages, queued, source, set_aside)
    SELECT value->>'id', value->>'keyId', value->>'scope', value->>'idempotencyKey',
      value->>'bodyHash', value->>'createdAt', value->>'sent', value->>'accepted',
      value->>'duplicates', value->>'countedLines', value->>'rejected', value->>'messages',
      value->>'queued', value->>'source', value->>'setAside'
    FROM json_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT DO NOTHING`)
}

export async function markQueued(db: Database, id: string): Promise<void> {
  await db.update(receipts).set({ queued: true }).where(eq(receipts.id, id))
}

export async function readReceipt(
  db: Database,
  id: string,
  scope: Scope
): Promise<{ receipt: Receipt; progress: Progress } | undefined> {
  const sum = (column: keyof Progress) =>
    sql<number>`coalesce(sum(${receiptMessages[column]}), 0)`.as(column)
  const [[receipt], [progress]] = await db.batch([
    db
      .select()
      .from(receipts)
      .where(and(eq(receipts.id, id), eq(receipts.scope, scope))),
    db
      .select({
        stored: sum('stored'),
        counted: sum('counted'),
        repeated: sum('repeated'),
        deadLettered: sum('deadLettered'),
      })
      .from(receiptMessages)
      .where(eq(receiptMessages.receiptId, id)),
  ])
  return receipt && progress && { receipt, progress }
}

/** Filters the receipts whose every event is counted or dead-lettered. */
export async function finishedReceipts(
  db: Database,
  ids: readonly string[]
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db.all(sql`SELECT id FROM ${receipts}
    WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND accepted <=
      (SELECT coalesce(sum(counted + repeated + dead_lettered), 0) FROM ${receiptMessages}
        WHERE receipt_id = ${receipts.id})`)
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id)
  )
}

const Claim = z.object({
  id: z.string(),
  rawKey: z.string().nullable(),
  stored: z.number(),
  counted: z.number(),
  repeated: z.number(),
})
export type Claim = z.infer<typeof Claim>
export type ClaimRequest = {
  readonly id: string
  readonly receiptId: string
  readonly rawKey: string
}

/** Names the raw object of each message, unless it has one already; returns the current claims. */
export async function claimRawKeys(
  db: Database,
  requests: readonly ClaimRequest[]
): Promise<Map<string, Claim>> {
  const claims = await db.all(sql`INSERT INTO ${receiptMessages} (id, receipt_id, raw_key)
    SELECT value->>'id', value->>'receiptId', value->>'rawKey'
    FROM json_each(${JSON.stringify(requests)}) WHERE true
    ON CONFLICT (id) DO UPDATE SET raw_key = coalesce(raw_key, excluded.raw_key)
    RETURNING id, raw_key AS "rawKey", stored, counted, repeated`)
  const rows = z.array(Claim).parse(claims)
  return new Map(rows.map((claim) => [claim.id, claim]))
}

/** For messages whose raw object turned out never to have been written. */
export async function moveRawKeys(db: Database, requests: readonly ClaimRequest[]): Promise<void> {
  if (requests.length === 0) return
  await db.run(sql`UPDATE ${receiptMessages} SET raw_key = each.value->>'rawKey'
    FROM json_each(${JSON.stringify(requests)}) AS each
    WHERE ${receiptMessages.id} = each.value->>'id'`)
}

export type MessageProgress = Omit<Progress, 'deadLettered'> & { readonly id: string }

export async function recordProgress(
  db: Database,
  progress: readonly MessageProgress[]
): Promise<void> {
  if (progress.length === 0) return
  await db.run(sql`UPDATE ${receiptMessages} SET
      stored = each.value->>'stored',
      counted = each.value->>'counted',
      repeated = each.value->>'repeated',
      dead_lettered = 0
    FROM json_each(${JSON.stringify(progress)}) AS each
    WHERE ${receiptMessages.id} = each.value->>'id'`)
}

/** Events that were counted before the message died stay counted, so only the others are dead. */
export async function recordDead(
  db: Database,
  dead: readonly { readonly id: string; readonly receiptId: string; readonly events: number }[]
): Promise<void> {
  if (dead.length === 0) return
  await db.run(sql`INSERT INTO ${receiptMessages} (id, receipt_id, dead_lettered)
    SELECT value->>'id', value->>'receiptId', value->>'events'
    FROM json_each(${JSON.stringify(dead)}) WHERE true
    ON CONFLICT (id) DO UPDATE SET
      dead_lettered = max(0, excluded.dead_lettered - counted - repeated)`)
}
