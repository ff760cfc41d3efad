/**
 * Receipts older than 30 days of wall clock go, with their messages. A run is bounded, so that it
 * never holds the database long; what is left goes five minutes later.
 */
import { and, inArray, lt } from 'drizzle-orm'
import { DAY_MS } from '../../models/airline/calendar'
import { receiptMessages, receipts } from '../storage/schema'
import type { Job } from './job'

export const RECEIPT_DAYS = 30
/** A receipt has up to about 100 messages, and D1 answers nothing else while a chunk goes. */
const CHUNK = 200
/** 2.9 million receipts a day. */
const CHUNKS_PER_RUN = 50

export const forgetReceipts: Job = async ({ db }, at, scopes) => {
  const before = at - RECEIPT_DAYS * DAY_MS
  const oldest = db
    .select({ id: receipts.id })
    .from(receipts)
    .where(and(lt(receipts.recordedAt, before), scopes && inArray(receipts.scope, [...scopes])))
    .orderBy(receipts.recordedAt, receipts.id)
    .limit(CHUNK)
  let forgotten = 0
  for (let chunk = 0; chunk < CHUNKS_PER_RUN; chunk += 1) {
    const [, { meta }] = await db.batch([
      db.delete(receiptMessages).where(inArray(receiptMessages.receiptId, oldest)),
      db.delete(receipts).where(inArray(receipts.id, oldest)),
    ])
    forgotten += meta.changes
    if (meta.changes < CHUNK) return { receipts: forgotten, more: false }
  }
  return { receipts: forgotten, more: true }
}
