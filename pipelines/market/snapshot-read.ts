/** How a market's snapshot came to the answer. */
import type { MarketSnapshot } from './snapshot'

export const SNAPSHOT_SOURCES = [
  /** This isolate's memory. */
  'memory',
  /** The copy that the market object publishes. */
  'kv',
  /** The market object itself. */
  'object',
  /** None of them in time: the answer does without. */
  'baseline',
] as const
export type SnapshotSource = (typeof SNAPSHOT_SOURCES)[number]

export type SnapshotRead = {
  /** Undefined when nothing was ever observed in this market, or with source "baseline". */
  readonly snapshot: MarketSnapshot | undefined
  readonly source: SnapshotSource
}
