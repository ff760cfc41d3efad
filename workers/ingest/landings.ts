/**
 * Acknowledged events survive even where the queue does not: a local queue is in memory. With
 * LAND_REQUESTS the messages of a request are written to R2 with its receipt before its 202, and
 * stay until the sweep finds all of them counted. Messages sent again keep their ids.
 */

import { z } from 'zod'
import { MESSAGE_SEPARATOR } from '../../pipelines/events/bundle'
import { messageId, readMessage } from '../../pipelines/events/message'
import { Scope } from '../../pipelines/events/scope'
import { landingKey } from '../../pipelines/lake/keys'
import { keepBadLine } from '../dead-letters/letters'
import { reach } from '../http/unavailable'
import { send } from '../queue/send'
import type { Services } from '../services'
import { addReceipt, type Receipt, recordDead } from '../storage/receipt-rows'

/** Every column of a receipt, as `land` writes it. */
const Landed: z.ZodType<Receipt> = z.object({
  id: z.string(),
  keyId: z.string(),
  scope: Scope,
  idempotencyKey: z.string().nullable(),
  bodyHash: z.string().nullable(),
  createdAt: z.number(),
  sent: z.number(),
  accepted: z.number(),
  duplicates: z.number(),
  countedLines: z.string(),
  rejected: z.number(),
  messages: z.number(),
  queued: z.boolean(),
  source: z.string(),
  setAside: z.boolean(),
})

export async function land(
  { landRequests, lake }: Pick<Services, 'landRequests' | 'lake'>,
  receipt: Receipt,
  messages: readonly string[]
): Promise<void> {
  if (!landRequests || messages.length === 0) return
  const text = [JSON.stringify(receipt), ...messages].join(MESSAGE_SEPARATOR)
  await reach('lake', lake.put(landingKey(receipt.scope, receipt.id), text))
}

/**
 * Returns false when it is gone. A landing sent again is written anew, so that it is not sent a
 * third time before it is due again. A torn one, as a disk leaves it when its process is killed, is
 * set aside; its whole messages are sent.
 */
export async function sendAgain(
  services: Pick<Services, 'lake' | 'db' | 'events' | 'now'>,
  key: string,
  scope: Scope
): Promise<boolean> {
  const { lake, db, events } = services
  const text = await (await lake.get(key))?.text()
  if (text === undefined) return false
  const [head = '', ...messages] = text.split(MESSAGE_SEPARATOR)
  const receipt = receiptOf(head)
  const whole = wholeMessages(messages, receipt)
  // The sender may have received no answer; then the receipt may be missing, too.
  if (receipt) await addReceipt(db, receipt)
  if (whole.length > 0) await send(events, whole)
  if (receipt && whole.length === receipt.messages) await lake.put(key, text)
  else {
    const reason = `landing with ${whole.length} whole messages`
    await keepBadLine(services, scope, { line: text, reason, key, cause: 'torn' })
    if (receipt) await recordLost(db, receipt, whole)
    await lake.delete(key)
  }
  return true
}

/** A message cut between two of its lines is readable; the sum of events reveals it. */
function wholeMessages(messages: readonly string[], receipt: Receipt | undefined): string[] {
  const whole = messages.filter(isWhole)
  const isShort = whole.length === receipt?.messages && eventsIn(whole) < receipt.accepted
  return isShort ? whole.slice(0, -1) : whole
}

/**
 * Events of a receipt that only a torn landing knew. Should the queue still deliver the first message
 * that is missing, its progress takes the place of this.
 */
async function recordLost(db: Services['db'], receipt: Receipt, whole: readonly string[]) {
  const id = messageId(receipt.id, whole.length)
  const events = receipt.accepted - eventsIn(whole)
  await recordDead(db, [{ id, receiptId: receipt.id, events }])
}

function eventsIn(messages: readonly string[]): number {
  return messages.reduce((sum, message) => sum + readMessage(message).events.length, 0)
}

function receiptOf(head: string): Receipt | undefined {
  try {
    return Landed.parse(JSON.parse(head))
  } catch {
    return undefined
  }
}

function isWhole(message: string): boolean {
  try {
    readMessage(message)
    return true
  } catch {
    return false
  }
}
