/**
 * Receipts older than 30 days of wall clock go, with their messages. A run is bounded, so that it
 * never holds the database long; what is left goes five minutes later.
 */
import { and, inArray, lt } from 'drizzle-orm'
import { DAY_MS } from '../../models/airline/calendar'
import { receiptMessages, receipts } from '../storage/schema'
import { defineJob, eachPage } from './runs/run-job'

export const RECEIPT_DAYS = 30
/** A receipt has up to about 100 messages, and D1 answers nothing else while a chunk goes. */
const CHUNK = 200
/** 2.9 million receipts a day. */
const CHUNKS_PER_RUN = 50

export const forgetReceipts = defineJob('forget-receipts', undefined, async (run) => {
  const { db } = run.services
  const oldest = db
    .select({ id: receipts.id })
    .from(receipts)
    .where(
      and(
        lt(receipts.recordedAt, run.at - RECEIPT_DAYS * DAY_MS),
        // Receipts of an account that is gone are forgotten too.
        run.onDemand ? inArray(receipts.scope, [...run.scopes]) : undefined
      )
    )
    .orderBy(receipts.recordedAt, receipts.id)
    .limit(CHUNK)
  let forgotten = 0
  const whole = await eachPage(run, CHUNKS_PER_RUN, async () => {
    const [, { meta }] = await db.batch([
      db.delete(receiptMessages).where(inArray(receiptMessages.receiptId, oldest)),
      db.delete(receipts).where(inArray(receipts.id, oldest)),
    ])
    forgotten += meta.changes
    return meta.changes < CHUNK
  })
  return { receipts: forgotten, more: !whole }
})
