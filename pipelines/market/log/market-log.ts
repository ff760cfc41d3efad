/**
 * A market's log: each batch is one row, until a checkpoint stores the state itself. Rows are slots of
 * a ring and are written over, because deleting a row costs as much as writing one.
 */
import type { Market } from '../../../models/airline/market'
import { hashWords } from '../../events/event-hash'
import type { MarketBatch } from '../market-batch'
import type { BatchRecord } from './batch-record'

/**
 * Events between two checkpoints. They are applied again when the object wakes, which takes 25 ms of
 * CPU for all of them (`npm run bench:wake`); a checkpoint of a usual market takes a dozen rows.
 */
export const MAX_LOGGED_EVENTS = 512
/** Each batch has an event at least, so a row that is still needed is never written over. */
export const LOG_SLOTS = MAX_LOGGED_EVENTS
export const MAX_LOGGED_BYTES = 1_000_000

export type LogMark = {
  /** Number of the last batch; 0 before the first. */
  readonly seq: number
  /** The last batch that the checkpoint contains. */
  readonly checkpointed: number
  /** Since the checkpoint. */
  readonly events: number
  readonly bytes: number
}

/**
 * Markets that began together would store their states together, so the first checkpoint of each comes
 * after a share of the interval that its name gives.
 */
export function emptyLog(market: Market): LogMark {
  const [word] = hashWords(market)
  return { seq: 0, checkpointed: 0, events: word % MAX_LOGGED_EVENTS, bytes: 0 }
}

export type LogStep = {
  readonly mark: LogMark
  /** The state takes the place of the log, this batch included; otherwise the batch is appended. */
  readonly isCheckpoint: boolean
}

export function nextStep(mark: LogMark, batch: MarketBatch, record: BatchRecord): LogStep {
  const grown = grownBy(mark, batch, record)
  const isCheckpoint = grown.events > MAX_LOGGED_EVENTS || grown.bytes > MAX_LOGGED_BYTES
  return { mark: isCheckpoint ? checkpointAt(grown.seq) : grown, isCheckpoint }
}

/** The mark after a batch that is in the log, when the log is read. */
export function grownBy(mark: LogMark, { at }: MarketBatch, record: BatchRecord): LogMark {
  return {
    seq: mark.seq + 1,
    checkpointed: mark.checkpointed,
    events: mark.events + at.length,
    bytes: mark.bytes + bytesOf(record),
  }
}

export function checkpointAt(seq: number): LogMark {
  return { seq, checkpointed: seq, events: 0, bytes: 0 }
}

/** `about` is nearly all ASCII. */
export function bytesOf({ about, columns }: BatchRecord): number {
  return about.length + columns.byteLength
}
