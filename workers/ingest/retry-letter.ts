/** Replays dead letters: a message through the queue, a document through its source. */
import type { Scope } from '../../pipelines/events/scope'
import { deadLetterKey } from '../../pipelines/lake/keys'
import { readSetAside } from '../dead-letters/set-aside'
import type { Services } from '../services'
import type { Principal } from '../storage/account/api-keys'
import {
  type DeadLetterRow,
  findLetter,
  type LetterQuery,
  listLetters,
  markReplayed,
} from '../storage/letter-rows'
import { recordsReader } from './read-submission'
import { receive } from './receive'
import { textOf } from './request-text'

export type Replayed = {
  readonly letter: DeadLetterRow
  /** Receipt of the events that a document gave this time. */
  readonly receiptId?: string | undefined
}

/** Returns a text with the reason where the letter cannot be replayed. */
export async function replayLetter(
  services: Services,
  principal: Principal,
  letter: DeadLetterRow
): Promise<Replayed | string> {
  const { db, now } = services
  const received =
    letter.kind === 'document'
      ? await replayDocument(services, principal, letter)
      : await resendMessage(services, letter)
  if (typeof received === 'string') return received
  await markReplayed(db, letter.id, now)
  return { letter: { ...letter, replayedAt: now }, ...received }
}

export type ReplayedMany = {
  readonly replayed: number
  readonly failed: readonly { readonly id: string; readonly detail: string }[]
  readonly more: boolean
  readonly lastId: string | undefined
}

/** Replays letters by id; one that fails does not stop the others. */
export async function replayMany(
  services: Services,
  principal: Principal,
  query: LetterQuery,
  limit: number
): Promise<ReplayedMany> {
  const waiting = { ...query, isWaiting: true }
  const letters = await listLetters(services.db, principal.scope, waiting, limit)
  const failed: { id: string; detail: string }[] = []
  for (const letter of letters) {
    const result = await replayLetter(services, principal, letter)
    if (typeof result === 'string') failed.push({ id: letter.id, detail: result })
  }
  const replayed = letters.length - failed.length
  return { replayed, failed, more: letters.length === limit, lastId: letters.at(-1)?.id }
}

/** Sends the message again. Safe to repeat: its events are counted once. */
export async function resendMessage(
  { lake, events }: Pick<Services, 'lake' | 'events'>,
  letter: DeadLetterRow
): Promise<{ readonly receiptId?: string } | string> {
  const body = letter.body ?? (await readContent(lake, letter))
  if (body === undefined) return 'Its content is no longer in the lake.'
  await events.send(body, { contentType: 'text' })
  return {}
}

async function replayDocument(
  services: Services,
  principal: Principal,
  { id, source, diedAt }: DeadLetterRow
): Promise<{ readonly receiptId: string } | string> {
  const bytes = await readSetAside(services.lake, principal.scope, id)
  if (!bytes) return 'Its document is no longer in the lake.'
  const content = textOf(bytes, 'any')
  if ('code' in content) return content.detail
  const readAt = recordsReader(content, { format: 'any', source: source ?? undefined })
  // At the clock of its first arrival, so that events counted then are recognised.
  const received = await receive({ readAt, principal, sender: {} }, { ...services, now: diedAt })
  if (received === 'idempotency-conflict') return 'The document has been replayed meanwhile.'
  return 'code' in received ? received.detail : { receiptId: received.receipt.id }
}

/** The content of a letter as text; undefined without any. */
export async function contentOf(
  { lake, db }: Pick<Services, 'lake' | 'db'>,
  scope: Scope,
  id: string
): Promise<string | undefined> {
  const letter = await findLetter(db, scope, id)
  if (letter?.kind === 'message') return letter.body ?? readContent(lake, letter)
  const bytes = letter && (await readSetAside(lake, scope, id))
  const content = bytes && textOf(bytes, 'any')
  return content && 'text' in content ? content.text.whole() : undefined
}

async function readContent(
  lake: R2Bucket,
  { scope, id }: DeadLetterRow
): Promise<string | undefined> {
  const object = await lake.get(deadLetterKey(scope, id))
  return object ? await object.text() : undefined
}
