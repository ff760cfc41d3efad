/** An isolate keeps the observed markets of cities, and the unions of their last snapshots. */
import type { Market } from '../../models/airline/market'
import { type BoundedMap, createBoundedMap } from '../../models/runtime/bounded-map'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'

/** A union has the size of its markets together, some megabytes for the busiest cities. */
const MOST_UNIONS = 10
const MOST_KNOWN = 2_000

/** By scope and market of cities. */
export type CityMemory = {
  readonly known: BoundedMap<string, KnownMarkets>
  readonly unions: BoundedMap<string, Union>
}

export type KnownMarkets = {
  readonly markets: readonly Market[]
  /** Wall clock, epoch ms. */
  readonly until: number
}

export type Union = { readonly parts: readonly MarketSnapshot[]; readonly snapshot: MarketSnapshot }

export function createCityMemory(): CityMemory {
  return { known: createBoundedMap(MOST_KNOWN), unions: createBoundedMap(MOST_UNIONS) }
}
