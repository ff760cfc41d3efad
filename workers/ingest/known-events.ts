/** Finds events that a market has counted before, as far as it answers in time. */

import type { Event } from '../../pipelines/events/event'
import { eventKey } from '../../pipelines/events/event-hash'
import type { Scope } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { marketObjectName } from '../storage/market-name'

/** Most calls for a request; other repeats are found when they are counted. */
const MAX_MARKETS = 64
const DEADLINE_MS = 250

export async function findKnownEvents(
  { markets }: Pick<Services, 'markets'>,
  scope: Scope,
  events: readonly Event[]
): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  const byMarket = Map.groupBy(events, ({ market }) => market)
  const reads = Array.from(byMarket)
    .slice(0, MAX_MARKETS)
    .map(async ([market, group]) => {
      const object = markets.getByName(marketObjectName(market, scope))
      for (const key of await object.seen(group.map(eventKey))) known.add(key)
    })
  const deadline = new Promise((resolve) => setTimeout(resolve, DEADLINE_MS))
  await Promise.race([Promise.allSettled(reads), deadline])
  return new Set(known)
}
