/**
 * Dead-lettered messages, kept with their reason until they are replayed. The id of a letter
 * follows from the message, so one that dies twice is one letter. Its content goes to the lake;
 * while the lake is away, to the database; while neither answers, the message goes through the
 * queue once more.
 */

import { readHeader } from '../../pipelines/events/message'
import { OPERATORS, type Scope } from '../../pipelines/events/scope'
import { deadLetterKey } from '../../pipelines/lake/keys'
import type { Services } from '../services'
import {
  type DeadLetterCause,
  findLetter,
  type NewDeadLetter,
  recordLetter,
  recordLetterOnce,
} from '../storage/letter-rows'
import { recordDead } from '../storage/receipt-rows'
import { sha256Hex } from '../storage/sha256'
import { retryDelay } from './retry-delay'

type Stores = Pick<Services, 'lake' | 'db' | 'events' | 'now' | 'log'>

/** Why a message is set aside. */
export type Death = { readonly cause: DeadLetterCause; readonly reason: string }

/** `reason` is stored in D1 and shown in lists. */
export const MAX_REASON = 300

/**
 * Consumes the dead-letter queue. Unreadable and uncountable messages were set aside before, so a
 * message arrives here because a store did not answer for as long as the queue retries.
 */
export async function bury(batch: Pick<MessageBatch, 'messages'>, services: Stores): Promise<void> {
  const death = {
    cause: 'unavailable',
    reason: 'a store was out of reach for all retries',
  } as const
  await Promise.all(batch.messages.map((message) => setAside(message, death, services)))
}

/** At these attempts of 100 the message is sent anew, before the platform deletes it. */
const LAST_ATTEMPTS = 90
const SENT_ANEW_DELAY_SECONDS = 3_600

export async function setAside(message: Message, death: Death, services: Stores): Promise<void> {
  const body =
    typeof message.body === 'string' ? message.body : JSON.stringify(message.body ?? null)
  try {
    await keepMessage(body, death, services)
    message.ack()
  } catch (error) {
    services.log.error('dead letter not kept', { id: message.id, error })
    if (message.attempts >= LAST_ATTEMPTS && (await sendAnew(body, services))) message.ack()
    else message.retry({ delaySeconds: retryDelay(message.attempts) })
  }
}

async function sendAnew(body: string, { events, log }: Stores): Promise<boolean> {
  try {
    await events.send(body, { contentType: 'text', delaySeconds: SENT_ANEW_DELAY_SECONDS })
    return true
  } catch (error) {
    log.error('dead letter not sent anew', { error })
    return false
  }
}

/** The owner of a letter whose header cannot be read. */
export const UNREADABLE: Scope = { account: OPERATORS, mode: 'live' }

async function keepMessage(body: string, death: Death, services: Stores): Promise<void> {
  const header = readHeader(body)
  const id = header?.id ?? `msg_${(await sha256Hex(body)).slice(0, 20)}`
  const events = header ? body.split('\n').length - 1 : 0
  await keepLetter(services, {
    kind: 'message',
    id,
    ...death,
    scope: header?.scope ?? UNREADABLE,
    receiptId: header?.receiptId ?? null,
    events,
    source: null,
    diedAt: services.now,
    body,
  })
  if (header) await recordDead(services.db, [{ id, receiptId: header.receiptId, events }])
}

/** Throws when its content is in neither store, or its row cannot be written. */
export async function keepLetter(
  { lake, db, log }: Pick<Stores, 'lake' | 'db' | 'log'>,
  letter: NewDeadLetter & { readonly body: string }
): Promise<void> {
  const { scope, id, body, reason } = letter
  const isInLake = await putContent({ lake, log }, scope, id, body)
  await recordLetter(db, {
    ...letter,
    reason: reason.slice(0, MAX_REASON),
    body: isInLake ? null : body,
  })
}

async function putContent(
  { lake, log }: Pick<Stores, 'lake' | 'log'>,
  scope: Scope,
  id: string,
  body: string
): Promise<boolean> {
  try {
    await writeContent(lake, scope, id, body)
    return true
  } catch (error) {
    log.error('dead letter kept in the database for now', { id, error })
    return false
  }
}

export async function writeContent(
  lake: R2Bucket,
  scope: Scope,
  id: string,
  body: string
): Promise<void> {
  await lake.put(deadLetterKey(scope, id), body, {
    httpMetadata: { contentType: 'text/plain' },
  })
}

/** A line of the raw lake that cannot be read. It stays there; found again, it is the same letter. */
export async function keepBadLine(
  { lake, db, now }: Pick<Stores, 'lake' | 'db' | 'now'>,
  scope: Scope,
  bad: { readonly line: string; readonly reason: string; readonly key: string } & Partial<Death>
): Promise<void> {
  const { line, reason, key, cause = 'unreadable' } = bad
  const id = `raw_${(await sha256Hex(`${key}\n${line}`)).slice(0, 20)}`
  if (await findLetter(db, scope, id)) return
  await writeContent(lake, scope, id, line)
  await recordLetterOnce(db, {
    kind: 'message',
    id,
    scope,
    cause,
    // The key comes first: a long reason is cut.
    reason: `${key}: ${reason}`.slice(0, MAX_REASON),
    receiptId: null,
    events: 0,
    source: null,
    diedAt: now,
    body: null,
  })
}
