/**
 * Observations in the order in which a cache gets them. Panels observe all departures at one instant; a
 * cache refreshes one after the other, each with the results of the earlier ones. The observations
 * of half an hour are therefore split into rounds.
 */
import type { Market } from '../../../models/airline/market'
import type { SearchEvent } from '../../events/event'
import { chance } from '../../simulator/world/chance'

const WINDOW_MS = 30 * 60_000
const ROUNDS = 4
/** Fewer observations of one market form a single round. */
const ENOUGH = 8

/** Observations of a market within half an hour. */
export type Tick = { readonly market: Market; readonly events: readonly SearchEvent[] }

/** Yields the ticks of each half hour, oldest first. Takes events in event-time order. */
export function* ticksOf(events: Iterable<SearchEvent>): Generator<readonly Tick[]> {
  let window = Number.NEGATIVE_INFINITY
  let markets = new Map<Market, SearchEvent[]>()
  for (const event of events) {
    const at = Math.floor(event.at / WINDOW_MS)
    if (at < window) throw new Error(`events: must be in event-time order; ${event.id} is late`)
    if (at > window && markets.size > 0) {
      yield inOrder(markets)
      markets = new Map()
    }
    window = at
    const known = markets.get(event.market)
    if (known) known.push(event)
    else markets.set(event.market, [event])
  }
  if (markets.size > 0) yield inOrder(markets)
}

export function roundsOf({ events }: Tick, seed: number): readonly (readonly SearchEvent[])[] {
  if (events.length < ENOUGH) return [events]
  const rounds = Array.from({ length: ROUNDS }, (): SearchEvent[] => [])
  for (const event of events) {
    rounds[Math.floor(chance(seed, `${event.id}/round`) * ROUNDS)]?.push(event)
  }
  return rounds.filter((round) => round.length > 0)
}

function inOrder(markets: ReadonlyMap<Market, SearchEvent[]>): Tick[] {
  return Array.from(markets, ([market, events]) => ({ market, events }))
}
