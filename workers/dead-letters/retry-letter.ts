/** Dead letters once more: a message through the queue, a document through its source. */
import { setAsideKey } from '../../pipelines/lake/keys'
import { recordsReader } from '../ingest/read-submission'
import { receive } from '../ingest/receive'
import { textOf } from '../ingest/request-text'
import type { Services } from '../services'
import type { Caller } from '../storage/api-keys'
import {
  type DeadLetterSummary,
  readDeadLetter,
  replayMessage,
  Summary,
  summaryMetadata,
} from './letters'
import { readSetAside } from './set-aside'

export type Replayed = {
  readonly letter: DeadLetterSummary
  /** Of the events a document gave this time. */
  readonly receiptId?: string | undefined
}

/** Undefined when there is no such letter; a text says why it cannot be replayed. */
export async function replay(
  services: Services,
  caller: Caller,
  id: string
): Promise<Replayed | string | undefined> {
  const message = await readDeadLetter(services.lake, caller.liveMode, id)
  if (message) return { letter: await replayMessage(services, caller.liveMode, message) }

  const kept = await readSetAside(services.lake, caller.liveMode, id)
  if (!kept) return undefined
  const letter = Summary.parse(kept.metadata?.summary)
  const content = textOf(kept.bytes, 'any')
  if ('code' in content) return content.detail
  const readAt = recordsReader(content, { format: 'any', source: letter.source })
  // At the clock it first came at, so that what was counted then is known again.
  const received = await receive(
    { readAt, caller, sender: {} },
    { ...services, now: letter.diedAt }
  )
  if (received === 'idempotency-conflict') return 'The document has been replayed meanwhile.'
  if ('code' in received) return received.detail

  const replayed = { ...letter, replayedAt: services.now }
  const key = setAsideKey(caller.liveMode, id)
  await services.lake.put(key, kept.bytes, summaryMetadata(replayed))
  return { letter: replayed, receiptId: received.receipt.id }
}

/** What a letter holds, as text; undefined when there is none. */
export async function contentOf(
  lake: R2Bucket,
  liveMode: boolean,
  id: string
): Promise<string | undefined> {
  const message = await readDeadLetter(lake, liveMode, id)
  if (message) return message.body
  const kept = await readSetAside(lake, liveMode, id)
  const content = kept && textOf(kept.bytes, 'any')
  return content && 'text' in content ? content.text : undefined
}
