/**
 * Watches feeds event by event: after each search the airlines of its market are judged by what their
 * day has shown so far, against the days before. A finding is made at the event that shows it, not when
 * the day is over.
 */
import { dayNumberAt } from '../../models/airline/calendar'
import type { FeatureRow } from '../../models/runtime/features'
import type { SearchEvent } from '../events/event'
import { createFeed, type Feed } from '../features/anomaly/anomaly-feed'
import { createDayFares, type DayFares, gather } from '../features/anomaly/day-fares'
import { closeDay, judgeDay } from './feed-day'
import { marketScope } from './watch-feed'

export type FeedNow = {
  readonly scope: string
  readonly airline: string
  /** Time of the event, epoch ms. */
  readonly at: number
  readonly row: FeatureRow
}

type Market = {
  currency: string
  searches: number
  readonly feeds: Map<string, Feed>
  today: Map<string, DayFares>
}

/** Takes events in event-time order. */
export function* watchOnline(
  events: Iterable<SearchEvent>,
  scopeOf: (event: SearchEvent) => string = marketScope
): Generator<FeedNow> {
  const markets = new Map<string, Market>()
  let day = Number.NEGATIVE_INFINITY
  for (const event of events) {
    const eventDay = dayNumberAt(event.at)
    if (eventDay < day) throw new Error(`events: must be in event-time order; ${event.id} is not`)
    if (eventDay > day) {
      for (const market of markets.values()) closeMarket(market, day)
      day = eventDay
    }
    const scope = scopeOf(event)
    const market = markets.get(scope) ?? createMarket(event.currency)
    markets.set(scope, market)
    yield* judgeEvent(market, event, { scope, day })
  }
}

function createMarket(currency: string): Market {
  return { currency, searches: 0, feeds: new Map(), today: new Map() }
}

function* judgeEvent(
  market: Market,
  event: SearchEvent,
  { scope, day }: { readonly scope: string; readonly day: number }
): Generator<FeedNow> {
  market.searches += 1
  gather(market.today, event)
  const { searches, currency, today } = market
  for (const airline of today.keys()) {
    if (!market.feeds.has(airline)) market.feeds.set(airline, createFeed())
  }
  for (const [airline, feed] of market.feeds) {
    const row = judgeDay(feed, today.get(airline) ?? EMPTY, { day, searches, currency })
    if (row) yield { scope, airline, at: event.at, row }
  }
}

const EMPTY: DayFares = createDayFares()

function closeMarket(market: Market, day: number): void {
  const { searches, currency, today, feeds } = market
  if (searches === 0) return
  for (const [airline, feed] of feeds) {
    closeDay(feed, today.get(airline) ?? EMPTY, { day, searches, currency })
  }
  market.searches = 0
  market.today = new Map()
}
