/**
 * A request of events from its text to its receipt. With an idempotency key the receipt is written
 * first and marked when every message is in the queue: whoever tries again finds it, reads the body
 * at the same clock, makes the same messages under the same ids and sends what may be missing.
 */
import { type Accepted, type Admission, admit } from '../../pipelines/events/admit'
import type { Entry } from '../../pipelines/events/body'
import { packMessages } from '../../pipelines/events/message'
import { createEventReader } from '../../pipelines/events/read-event'
import type { Caller as Sender } from '../../pipelines/events/shopper'
import { eventKey } from '../../pipelines/features/state/event-hash'
import type { Services } from '../services'
import type { Caller } from '../storage/api-keys'
import { addReceipt, findReceipt, markQueued, type Receipt } from '../storage/receipts'
import { findKnownEvents } from './known-events'
import { send } from './send'
import { userHasher } from './user-hash'

export type Submission = {
  readonly entries: readonly Entry[]
  readonly caller: Caller
  readonly sender: Sender
  /** `bodyHash` tells one body from another. */
  readonly idempotency?: { readonly key: string; readonly bodyHash: string } | undefined
}

export type Received = {
  readonly receipt: Receipt
  readonly rejected: Admission['rejected']
  /** The idempotency key had been used, with this very body. */
  readonly replayed: boolean
}

export async function receive(
  submission: Submission,
  services: Services
): Promise<Received | 'idempotency-conflict'> {
  const { caller, idempotency } = submission
  const before = idempotency && (await findReceipt(services.db, caller.keyId, idempotency.key))
  if (before) return resume(before, submission, services)

  const { accepted, duplicates, rejected } = readEntries(submission, services.now, services)
  const events = accepted.map(({ event }) => event)
  const known = await findKnownEvents(services, caller.liveMode, events)
  const fresh = accepted.filter(({ event }) => !known.has(eventKey(event)))
  const countedLines = accepted.length === fresh.length ? [] : linesOf(accepted, known)

  const receipt = {
    id: newReceiptId(),
    keyId: caller.keyId,
    liveMode: caller.liveMode,
    idempotencyKey: idempotency?.key ?? null,
    bodyHash: idempotency?.bodyHash ?? null,
    createdAt: services.now,
    sent: submission.entries.length,
    accepted: fresh.length,
    duplicates: duplicates + countedLines.length,
    countedLines: JSON.stringify(countedLines),
    rejected: rejected.length,
    messages: 0,
    queued: !idempotency,
  }
  const messages = pack(receipt, fresh)
  const whole = { ...receipt, messages: messages.length }

  if (!idempotency) {
    // Nobody can come back to this request, so nothing depends on the order.
    await Promise.all([addReceipt(services.db, whole), send(services.events, messages)])
    return { receipt: whole, rejected, replayed: false }
  }
  if (!(await addReceipt(services.db, whole))) return receive(submission, services)
  await finish(whole, messages, services)
  return { receipt: whole, rejected, replayed: false }
}

async function resume(
  receipt: Receipt,
  submission: Submission,
  services: Services
): Promise<Received | 'idempotency-conflict'> {
  if (receipt.bodyHash !== submission.idempotency?.bodyHash) return 'idempotency-conflict'
  const { accepted, rejected } = readEntries(submission, receipt.createdAt, services)
  if (!receipt.queued) {
    const counted = new Set<unknown>(JSON.parse(receipt.countedLines))
    const fresh = accepted.filter(({ line }) => !counted.has(line))
    await finish(receipt, pack(receipt, fresh), services)
  }
  return { receipt, rejected, replayed: true }
}

function readEntries({ entries, sender }: Submission, now: number, services: Services): Admission {
  const { maxClockSkewMs, userHashKey } = services
  const privacy = { caller: sender, hashUser: userHasher(userHashKey) }
  return admit(entries, createEventReader({ now, maxClockSkewMs }, privacy))
}

function linesOf(accepted: readonly Accepted[], known: ReadonlySet<string>): number[] {
  return accepted.flatMap(({ line, event }) => (known.has(eventKey(event)) ? [line] : []))
}

function pack(
  { id, liveMode, createdAt }: Pick<Receipt, 'id' | 'liveMode' | 'createdAt'>,
  fresh: readonly Accepted[]
): string[] {
  return packMessages(
    { receiptId: id, liveMode, receivedAt: createdAt },
    fresh.map(({ event }) => event)
  )
}

async function finish(
  { id }: Receipt,
  messages: readonly string[],
  { events, db }: Services
): Promise<void> {
  await send(events, messages)
  await markQueued(db, id)
}

/** 80 random bits. */
function newReceiptId(): string {
  return `rcp_${crypto.randomUUID().replaceAll('-', '').slice(-20)}`
}
