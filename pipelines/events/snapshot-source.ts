/** The places a market's snapshot can come from, in the order an answer tries them. */
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
