/** Simulated days through the gate of offers and the watch of markets, hour by hour, as the job does it. */
import { HOUR_MS } from '../../models/airline/calendar'
import type { SearchEvent } from '../../pipelines/events/event'
import { packBatch } from '../../pipelines/market/market-batch'
import {
  applyParts,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../pipelines/market/market-state'
import type { CauseFinding } from '../../pipelines/watch/causes/cause-finding'
import { followIncidents } from '../../pipelines/watch/causes/follow-incidents'
import type { Incident } from '../../pipelines/watch/causes/incident'
import { audible } from '../../pipelines/watch/causes/sensitivity'
import { suspectFindings } from '../../pipelines/watch/causes/suspect-findings'
import {
  createWatchedMarket,
  type WatchedMarket,
  watchHour,
} from '../../pipelines/watch/watched-market'

export type Followed = {
  /** Takes the searches of the following days, in event-time order. */
  add(events: readonly SearchEvent[]): void
  readonly incidents: ReadonlyMap<string, Incident>
}

type Market = { readonly state: MarketState; readonly watched: WatchedMarket }

export function followDays(): Followed {
  const markets = new Map<string, Market>()
  const incidents = new Map<string, Incident>()
  let ids = 0
  const add = (events: readonly SearchEvent[]) => {
    for (const [hour, searches] of Map.groupBy(events, ({ at }) => Math.floor(at / HOUR_MS))) {
      const now = (hour + 1) * HOUR_MS
      const findings = [...Map.groupBy(searches, ({ market }) => market).values()].flatMap((own) =>
        marketFindings(markets, own, now)
      )
      const open = [...incidents.values()].filter((each) => each.state !== 'resolved')
      const changed = followIncidents(open, audible(findings, [], now), now, () => {
        ids += 1
        return `inc_${ids}`
      })
      for (const incident of changed) incidents.set(incident.id, incident)
    }
  }
  return { add, incidents }
}

function marketFindings(
  markets: Map<string, Market>,
  searches: readonly SearchEvent[],
  now: number
): CauseFinding[] {
  const [first] = searches
  if (!first) return []
  const { market } = first
  const known = markets.get(market) ?? {
    state: createMarketState(market),
    watched: createWatchedMarket(market),
  }
  markets.set(market, known)
  applyParts(known.state, packBatch(first.id, [...searches]), now)
  const gate = suspectFindings(snapshotOf(known.state, now))
  return [...gate, ...watchHour(known.watched, searches)]
}
