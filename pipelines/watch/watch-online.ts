/**
 * Watches feeds event by event: after each search the airlines of its market are judged by what their
 * day has shown so far, against the days before. A finding is made at the event that shows it, not when
 * the day is over.
 */
import { dayNumberAt } from '../../models/airline/calendar'
import type { FeatureRow } from '../../models/runtime/features'
import type { SearchEvent } from '../events/event'
import {
  addSearch,
  closeScopeDay,
  createScopeWatch,
  judgeAirlines,
  marketScope,
  type ScopeWatch,
} from './scope-watch'

export type FeedNow = {
  readonly scope: string
  readonly airline: string
  /** Time of the event, epoch ms. */
  readonly at: number
  readonly row: FeatureRow
}

/** Takes events in event-time order. */
export function* watchOnline(
  events: Iterable<SearchEvent>,
  scopeOf: (event: SearchEvent) => string = marketScope
): Generator<FeedNow> {
  const markets = new Map<string, ScopeWatch>()
  let day = Number.NEGATIVE_INFINITY
  for (const event of events) {
    const eventDay = dayNumberAt(event.at)
    if (eventDay < day) throw new Error(`events: must be in event-time order; ${event.id} is not`)
    if (eventDay > day) {
      for (const market of markets.values()) for (const _ of closeScopeDay(market, day));
      day = eventDay
    }
    const scope = scopeOf(event)
    const market = markets.get(scope) ?? createScopeWatch(event.currency)
    markets.set(scope, market)
    addSearch(market, event)
    for (const judged of judgeAirlines(market, day)) yield { scope, at: event.at, ...judged }
  }
}
