/**
 * A market's state divided into values that are stored separately, so that a batch writes only what
 * it changed: the head, a fare group's windows, a fare group's departures of one month, a segment
 * of seen events. At their bounds they take 50, 300, 100 and 32 KB; a stored value may take 2 MB.
 */

import { classChunk, faresChunk, HEAD_CHUNK, seenChunk } from './chunk-keys'
import type { DepartureFares } from './departure-history'
import { createExchangeTally, type ExchangeTally } from './exchange-tally'
import { createFareGroup, type FareGroupState } from './fare-group-state'
import { type FareGroup, fareGroupKey } from './market-batch'
import type { MarketState } from './market-state'
import { createQuarantinedParts, type QuarantinedParts } from './repeats/quarantined-parts'
import { restoreSeenEvents, type Segment, takeSegments } from './repeats/seen-events'

/** A head stored by an older version has no `exchanges` or `quarantined`. */
type Head = Omit<MarketState, 'fareGroups' | 'seen' | 'touched' | 'exchanges' | 'quarantined'> & {
  readonly exchanges?: ExchangeTally
  readonly quarantined?: QuarantinedParts
}

/** Exactly one of the fields is set. */
export type Chunk = {
  readonly head?: Head
  readonly class?: Pick<
    FareGroupState,
    'fareGroup' | 'lastObservedAt' | 'windows' | 'airlines' | 'kinds' | 'gate'
  >
  readonly fares?: {
    readonly fareGroup: FareGroup
    readonly departures: readonly (readonly [number, DepartureFares])[]
  }
  readonly seen?: Segment
}

export type Changes = {
  readonly put: ReadonlyMap<string, Chunk>
  readonly remove: readonly string[]
}

/**
 * Returns the changes since the last call. When storing them fails, drop the state in memory too.
 */
export function takeChanges(state: MarketState): Changes {
  const { fareGroups, seen, touched, ...head } = state
  const put = new Map<string, Chunk>([[HEAD_CHUNK, { head }]])
  for (const [key, group] of fareGroups) {
    const { fareGroup, lastObservedAt, windows, airlines, kinds, gate, departures } = group
    const own = { fareGroup, lastObservedAt, windows, airlines, kinds, gate }
    put.set(classChunk(key), { class: own })
    const months = Map.groupBy(departures, ([, { departureDate }]) =>
      faresChunk(key, departureDate)
    )
    for (const [month, each] of months) {
      put.set(month, { fares: { fareGroup, departures: each } })
    }
  }
  const remove = [...touched].filter((key) => !put.has(key))
  for (const key of put.keys()) if (!touched.has(key)) put.delete(key)
  touched.clear()

  const { changed, forgotten } = takeSegments(seen)
  for (const segment of changed) put.set(seenChunk(segment.number), { seen: segment })
  return { put, remove: [...remove, ...forgotten.map(seenChunk)] }
}

/** Returns undefined when nothing is stored. The state owns the chunks from then on. */
export function restoreMarketState(stored: Iterable<Chunk>): MarketState | undefined {
  const chunks = [...stored]
  const head = chunks.find((chunk) => chunk.head)?.head
  if (!head) return undefined

  const fareGroups: MarketState['fareGroups'] = new Map()
  for (const { class: stored } of chunks) {
    if (stored)
      fareGroups.set(fareGroupKey(stored.fareGroup), {
        ...createFareGroup(stored.fareGroup),
        ...stored,
      })
  }
  for (const { fares } of chunks) {
    if (!fares) continue
    const { departures } = fareGroups.get(fareGroupKey(fares.fareGroup)) ?? {}
    for (const [day, departure] of fares.departures) departures?.set(day, departure)
  }
  const seen = restoreSeenEvents(chunks.flatMap((chunk) => chunk.seen ?? []))
  const { exchanges = createExchangeTally(), quarantined = createQuarantinedParts() } = head
  return { ...head, exchanges, quarantined, fareGroups, seen, touched: new Set() }
}
