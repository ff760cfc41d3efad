/**
 * Messages given up, kept with their reason until someone replays them. The id of a letter follows
 * from the message, so one that dies twice is one letter.
 */
import { z } from 'zod'
import { readHeader } from '../../pipelines/events/message'
import { deadLetterKey, deadLetterPrefix } from '../../pipelines/lake/keys'
import type { Services } from '../services'
import { sha256Hex } from '../storage/api-keys'
import { recordDead } from '../storage/receipt-rows'

const DeadLetter = z.object({
  kind: z.enum(['message', 'document']).default('message'),
  id: z.string(),
  reason: z.string(),
  receiptId: z.string().optional(),
  events: z.number(),
  /** Epoch ms */
  diedAt: z.number(),
  replayedAt: z.number().optional(),
  /** Of a document, as its request named it. */
  source: z.string().optional(),
  body: z.string(),
})
export type DeadLetter = z.infer<typeof DeadLetter>
export type DeadLetterSummary = Omit<DeadLetter, 'body'>

type Stores = Pick<Services, 'lake' | 'db' | 'now'>

/** Consumes the dead-letter queue: what was tried as often as the queue allows. */
export async function bury(batch: MessageBatch, services: Stores): Promise<void> {
  const reason = 'given up after its retries'
  await Promise.all(batch.messages.map((message) => setAside(message, reason, services)))
}

export async function setAside(message: Message, reason: string, services: Stores): Promise<void> {
  try {
    const body = typeof message.body === 'string' ? message.body : JSON.stringify(message.body)
    const header = readHeader(body)
    const letter = {
      kind: 'message' as const,
      id: header?.id ?? `msg_${(await sha256Hex(body ?? '')).slice(0, 20)}`,
      reason: reason.slice(0, MAX_REASON),
      receiptId: header?.receiptId,
      events: header ? body.split('\n').length - 1 : 0,
      diedAt: services.now,
      body,
    }
    // Without a readable header nobody knows the mode; live is where operators look.
    await write(services.lake, header?.liveMode ?? true, letter)
    const { id, receiptId, events } = letter
    if (receiptId) await recordDead(services.db, [{ id, receiptId, events }])
    message.ack()
  } catch (error) {
    console.error({ message: 'dead letter not kept', id: message.id, error })
    message.retry({ delaySeconds: 30 })
  }
}

/** A line of the raw lake that cannot be read. It stays there; found again, it is the same letter. */
export async function keepBadLine(
  { lake, now }: Pick<Stores, 'lake' | 'now'>,
  liveMode: boolean,
  { line, reason, key }: { readonly line: string; readonly reason: string; readonly key: string }
): Promise<void> {
  const id = `raw_${(await sha256Hex(`${key}\n${line}`)).slice(0, 20)}`
  if (await lake.head(deadLetterKey(liveMode, id))) return
  const why = `${reason} in ${key}`.slice(0, MAX_REASON)
  await write(lake, liveMode, {
    kind: 'message',
    id,
    reason: why,
    events: 0,
    diedAt: now,
    body: line,
  })
}

/** R2 keeps 2 KB of metadata, which holds all but the body. */
export const MAX_REASON = 300

export function summaryMetadata(summary: DeadLetterSummary): R2PutOptions {
  return { customMetadata: { summary: JSON.stringify(summary) } }
}

async function write(lake: R2Bucket, liveMode: boolean, letter: DeadLetter): Promise<void> {
  const { body: _body, ...summary } = letter
  await lake.put(deadLetterKey(liveMode, letter.id), JSON.stringify(letter), {
    httpMetadata: { contentType: 'application/json' },
    ...summaryMetadata(summary),
  })
}

/** As `summaryMetadata` wrote it. */
export const Summary = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(DeadLetter.omit({ body: true }))

export async function listDeadLetters(
  lake: R2Bucket,
  liveMode: boolean,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined }
): Promise<{ letters: DeadLetterSummary[]; more: boolean }> {
  const { objects, truncated } = await lake.list({
    prefix: deadLetterPrefix(liveMode),
    limit,
    include: ['customMetadata'],
    // Whatever its extension: '~' stands after every letter.
    ...(after && { startAfter: `${deadLetterPrefix(liveMode)}${after}.~` }),
  })
  const letters = objects.map(({ customMetadata }) => Summary.parse(customMetadata?.summary))
  return { letters, more: truncated }
}

export async function readDeadLetter(
  lake: R2Bucket,
  liveMode: boolean,
  id: string
): Promise<DeadLetter | undefined> {
  const object = await lake.get(deadLetterKey(liveMode, id))
  return object ? DeadLetter.parse(await object.json()) : undefined
}

/** Sends the message again. Safe to repeat: it counts once. */
export async function replayMessage(
  { lake, events, now }: Pick<Services, 'lake' | 'events' | 'now'>,
  liveMode: boolean,
  letter: DeadLetter
): Promise<DeadLetterSummary> {
  await events.send(letter.body, { contentType: 'text' })
  const replayed = { ...letter, replayedAt: now }
  await write(lake, liveMode, replayed)
  const { body: _body, ...summary } = replayed
  return summary
}
