/**
 * Watches feeds over searches in event-time order and returns each day's rows when the day is over.
 */
import { dayNumberAt } from '../../models/airline/calendar'
import type { FeatureRow } from '../../models/runtime/features'
import type { SearchEvent } from '../events/event'
import { createFeed, type Feed } from '../features/anomaly/anomaly-feed'
import { createDayFares, type DayFares, gather } from '../features/anomaly/day-fares'
import { closeDay } from './feed-day'

export type FeedDay = {
  /** Unit of observation: a market and cabin. */
  readonly scope: string
  readonly airline: string
  /** Day number of the completed day. */
  readonly day: number
  readonly row: FeatureRow
}

/**
 * Separates one-way from return searches, because a return fare is another price of the same
 * flight.
 */
export function marketScope({ market, cabin, returnDate }: SearchEvent): string {
  return `${market}/${cabin}${returnDate === undefined ? '' : '/return'}`
}

type Open = { searches: number; currency: string; readonly airlines: Map<string, DayFares> }
const EMPTY: DayFares = createDayFares()

export function* watch(
  events: Iterable<SearchEvent>,
  scopeOf: (event: SearchEvent) => string = marketScope
): Generator<FeedDay> {
  const feeds = new Map<string, Map<string, Feed>>()
  let open = new Map<string, Open>()
  let today = Number.NEGATIVE_INFINITY
  for (const event of events) {
    const day = dayNumberAt(event.at)
    if (day < today) throw new Error(`events: must be in event-time order; ${event.id} is not`)
    if (day > today) {
      yield* closeAll(feeds, open, today)
      open = new Map()
      today = day
    }
    const scope = scopeOf(event)
    const market = open.get(scope) ?? { searches: 0, currency: event.currency, airlines: new Map() }
    open.set(scope, market)
    market.searches += 1
    gather(market.airlines, event)
  }
  yield* closeAll(feeds, open, today)
}

function* closeAll(
  feeds: Map<string, Map<string, Feed>>,
  open: ReadonlyMap<string, Open>,
  day: number
): Generator<FeedDay> {
  for (const [scope, { searches, currency, airlines }] of open) {
    const known = feeds.get(scope) ?? new Map<string, Feed>()
    feeds.set(scope, known)
    for (const airline of airlines.keys()) {
      if (!known.has(airline)) known.set(airline, createFeed())
    }
    for (const [airline, feed] of known) {
      const row = closeDay(feed, airlines.get(airline) ?? EMPTY, { day, searches, currency })
      if (row) yield { scope, airline, day, row }
    }
  }
}
