/** Markets that have counted simulated searches, in plain Node. */
import type { Market } from '../../models/airline/market'
import type { SearchEvent } from '../../pipelines/events/event'
import { createEventReader } from '../../pipelines/intake/read-event'
import { packBatch } from '../../pipelines/market/market-batch'
import {
  applyBatch,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../pipelines/market/market-state'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import { createSimulation, type SimulationOptions } from '../../pipelines/simulator/simulation'

export type ObservedSearches = {
  /** At the end of the last day. */
  readonly now: number
  readonly searches: readonly SearchEvent[]
  readonly snapshots: ReadonlyMap<Market, MarketSnapshot>
}

/** Searches of the last day are returned and not counted, so that they can be judged. */
export function observedSearches(options: SimulationOptions): ObservedSearches {
  const states = new Map<Market, MarketState>()
  const days = [...createSimulation(options)].map(({ events }) => [...events])
  const last = days.at(-1) ?? []
  const now = Math.max(...last.map((event) => Date.parse(event.timestamp)))
  const read = createEventReader({ now, maxClockSkewMs: 0 }, { sender: {}, hashUser: () => '' })
  const searchesIn = (events: readonly unknown[]) =>
    events.flatMap((event) => {
      const parsed = read(event)
      return 'event' in parsed && parsed.event.type === 'search' ? [parsed.event] : []
    })
  for (const [index, events] of days.slice(0, -1).entries()) {
    for (const [market, own] of Map.groupBy(searchesIn(events), (each) => each.market)) {
      const state = states.get(market) ?? createMarketState(market)
      states.set(market, state)
      applyBatch(state, packBatch(`${market} ${index}`, own), now)
    }
  }
  const snapshots = new Map([...states].map(([market, state]) => [market, snapshotOf(state, now)]))
  return { now, searches: searchesIn(last), snapshots }
}
