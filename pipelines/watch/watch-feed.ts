/**
 * Watches feeds over searches in event-time order and returns each day's rows when the day is over.
 */
import { dayNumberAt } from '../../models/airline/calendar'
import type { FeatureRow } from '../../models/runtime/features'
import type { SearchEvent } from '../events/event'
import {
  addSearch,
  closeScopeDay,
  createScopeWatch,
  marketScope,
  type ScopeWatch,
} from './scope-watch'

export type FeedDay = {
  /** Unit of observation: a market and cabin. */
  readonly scope: string
  readonly airline: string
  /** Day number of the completed day. */
  readonly day: number
  readonly row: FeatureRow
}

export function* watch(
  events: Iterable<SearchEvent>,
  scopeOf: (event: SearchEvent) => string = marketScope
): Generator<FeedDay> {
  const scopes = new Map<string, ScopeWatch>()
  let today = Number.NEGATIVE_INFINITY
  for (const event of events) {
    const day = dayNumberAt(event.at)
    if (day < today) throw new Error(`events: must be in event-time order; ${event.id} is not`)
    if (day > today) {
      yield* closeAll(scopes, today)
      today = day
    }
    const scope = scopeOf(event)
    const watched = scopes.get(scope) ?? createScopeWatch(event.currency)
    scopes.set(scope, watched)
    addSearch(watched, event)
  }
  yield* closeAll(scopes, today)
}

function* closeAll(scopes: ReadonlyMap<string, ScopeWatch>, day: number): Generator<FeedDay> {
  for (const [scope, watched] of scopes) {
    for (const closed of closeScopeDay(watched, day)) yield { scope, day, ...closed }
  }
}
