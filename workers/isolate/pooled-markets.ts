/** The markets of shared pools that an isolate holds. */
import { type BoundedMap, createBoundedMap } from '../../models/runtime/bounded-map'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'

/** By name; `marks` names the snapshots that it was computed from. */
export type PooledMarkets = BoundedMap<
  string,
  { readonly marks: string; readonly snapshot: MarketSnapshot | undefined }
>

/** A joined market of 60 departures takes about 100 KB. */
const MAX_POOLED = 100

export function createPooledMarkets(): PooledMarkets {
  return createBoundedMap(MAX_POOLED)
}
