/** The sources of a market's snapshot, in the order in which an answer tries them. */
export const SNAPSHOT_SOURCES = [
  /** Memory of the isolate. */
  'memory',
  /** The copy in KV that the market object publishes. */
  'kv',
  /** The market object itself. */
  'object',
  /** No source answered in time: the answer uses baselines. */
  'baseline',
] as const
export type SnapshotSource = (typeof SNAPSHOT_SOURCES)[number]
