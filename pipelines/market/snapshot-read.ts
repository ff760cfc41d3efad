/** A market's snapshot with its source, as an answer read it. */
import type { SnapshotSource } from '../events/snapshot-source'
import type { MarketSnapshot } from './snapshot'

export type SnapshotRead = {
  /** Undefined when nothing was ever observed in this market, or with source "baseline". */
  readonly snapshot: MarketSnapshot | undefined
  readonly source: SnapshotSource
  /** Whether some markets of a city, or of a pool's members, could not be read in time. */
  readonly isPartial?: boolean | undefined
}
