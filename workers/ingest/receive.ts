/**
 * A request of events from its text to its receipt. With an idempotency key the receipt is written
 * first and marked when every message is in the queue: a retry finds it, reads the body at the same
 * clock, makes the same messages under the same ids and sends those that may be missing.
 */

import { packMessages } from '../../pipelines/events/message'
import { type Accepted, type Admission, admit } from '../../pipelines/intake/admit'
import type { Unread } from '../../pipelines/intake/body/body'
import { type NotCounted, notCounted } from '../../pipelines/intake/not-counted'
import { withEarlier } from '../../pipelines/intake/noted'
import { createEventReader } from '../../pipelines/intake/read-event'
import type { Records } from '../../pipelines/intake/records'
import type { Sender } from '../../pipelines/intake/shopper'
import { divideSlates } from '../../pipelines/intake/slate-size'
import { type Document, keepDocument, needsKeeping } from '../dead-letters/set-aside'
import type { OverQuota } from '../gateway/quota'
import { allOf, reach } from '../http/unavailable'
import { sendPost } from '../queue/gather-posts'
import { userHasher } from '../secrets/user-hash'
import type { Services } from '../services'
import type { Principal } from '../storage/account/api-keys'
import { addReceipt, findReceipt, markQueued, type Receipt } from '../storage/receipt-rows'
import { land } from './landings'

export type Submission = {
  /**
   * Returns the same records for the same clock, which dates a document without a time of its own.
   */
  readonly readAt: (now: number) => Promise<Records | Unread>
  /** Takes the records from a quota before any is sent. */
  readonly takeRecords?: (records: number) => Promise<OverQuota | undefined>
  readonly principal: Principal
  readonly sender: Sender
  /** `bodyHash` identifies the body. */
  readonly idempotency?: { readonly key: string; readonly bodyHash: string } | undefined
  /** Stored when a part of it is rejected, unless it is stored already. */
  readonly document?: Document | undefined
}

export type Received = {
  readonly receipt: Receipt
  readonly rejected: Admission['rejected']
  readonly leftOut: Admission['leftOut']
  readonly notCounted: NotCounted
  /** Offers of a document or feed. */
  readonly offers: number | undefined
  /** Whether the idempotency key was used before with the same body. */
  readonly replayed: boolean
}

export async function receive(
  submission: Submission,
  services: Services
): Promise<Received | Unread | OverQuota | 'idempotency-conflict'> {
  const { principal, idempotency } = submission
  const { db, now } = services
  const before =
    idempotency && (await reach('database', findReceipt(db, principal.keyId, idempotency.key)))
  if (before) return resume(before, submission, services)

  const records = await submission.readAt(now)
  if ('code' in records) return records
  const admission = admitRecords(records, submission, now, services)
  if ('code' in admission) return admission
  const { accepted, duplicates, rejected, leftOut } = admission
  const sent = accepted.length + duplicates + rejected.count
  const overQuota = await submission.takeRecords?.(sent)
  if (overQuota) return overQuota
  const events = accepted.map(({ event }) => event)

  const { source, offers } = records
  const result = { rejected, leftOut, offers, notCounted: notCounted(events) }
  const about = {
    id: newReceiptId(),
    keyId: principal.keyId,
    scope: principal.scope,
    idempotencyKey: idempotency?.key ?? null,
    bodyHash: idempotency?.bodyHash ?? null,
    createdAt: now,
    sent,
    accepted: accepted.length,
    duplicates,
    countedLines: '[]',
    rejected: rejected.count,
    messages: 0,
    queued: !idempotency,
    source,
    setAside: submission.document !== undefined && source !== 'native' && needsKeeping(rejected),
  }
  const messages = pack(about, accepted)
  const receipt = { ...about, messages: messages.length }
  if (submission.document && receipt.setAside) {
    await reach('lake', keepDocument(services, submission.document, receipt, rejected))
  }

  if (!idempotency) {
    await allOf([land(services, receipt, messages), sendPost(services, { messages, receipt })])
    return { ...result, receipt, replayed: false }
  }
  const isFirst = await reach('database', addReceipt(db, receipt))
  if (!isFirst) return receive(submission, services)
  await finish(receipt, messages, services)
  return { ...result, receipt, replayed: false }
}

async function resume(
  receipt: Receipt,
  submission: Submission,
  services: Services
): Promise<Received | Unread | OverQuota | 'idempotency-conflict'> {
  if (receipt.bodyHash !== submission.idempotency?.bodyHash) return 'idempotency-conflict'
  const records = await submission.readAt(receipt.createdAt)
  if ('code' in records) return records
  const admission = admitRecords(records, submission, receipt.createdAt, services)
  if ('code' in admission) return admission
  const { accepted, duplicates, rejected, leftOut } = admission
  const sent = accepted.length + duplicates + rejected.count
  const overQuota = await submission.takeRecords?.(sent)
  if (overQuota) return overQuota
  if (!receipt.queued) {
    await finish(receipt, pack(receipt, accepted), services)
  }
  const kept = notCounted(accepted.map(({ event }) => event))
  return { receipt, rejected, leftOut, offers: records.offers, notCounted: kept, replayed: true }
}

function admitRecords(
  { entries, leftOut: cells = [] }: Records,
  { sender, principal }: Submission,
  now: number,
  { maxClockSkewMs, userHashKeys }: Services
): Admission | Unread {
  const privacy = { sender, hashUser: userHasher(userHashKeys, principal.scope) }
  const read = createEventReader({ now, maxClockSkewMs }, privacy)
  const admission = admit(divideSlates(entries, read), read)
  if ('code' in admission || cells.length === 0) return admission
  const leftOut = withEarlier(cells, admission.leftOut)
  return { ...admission, leftOut }
}

function pack(
  { id, scope, createdAt }: Pick<Receipt, 'id' | 'scope' | 'createdAt'>,
  fresh: readonly Accepted[]
): string[] {
  return packMessages(
    { receiptId: id, scope, receivedAt: createdAt },
    fresh.map(({ event }) => event)
  )
}

async function finish(
  receipt: Receipt,
  messages: readonly string[],
  services: Services
): Promise<void> {
  await land(services, receipt, messages)
  await sendPost(services, { messages })
  await reach('database', markQueued(services.db, receipt.id))
}

/** 80 random bits. */
function newReceiptId(): string {
  return `rcp_${crypto.randomUUID().replaceAll('-', '').slice(-20)}`
}
