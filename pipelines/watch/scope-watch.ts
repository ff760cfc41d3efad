/** Watches the airlines of one scope, a market and cabin, through a day and over its end. */
import type { FeatureRow } from '../../models/runtime/features'
import { createFeed, type Feed, type FeedSearch } from '../features/anomaly/anomaly-feed'
import { createDayFares, type DayFares, gather } from '../features/anomaly/day-fares'
import { closeDay, judgeDay } from './feed-day'

export type ScopeWatch = {
  readonly currency: string
  /** Searches of the day so far. */
  searches: number
  readonly feeds: Map<string, Feed>
  /** Fares of the day so far, by airline. */
  today: Map<string, DayFares>
}

export type AirlineRow = { readonly airline: string; readonly row: FeatureRow }

const EMPTY: DayFares = createDayFares()

/**
 * Separates one-way from return searches, because a return fare is another price of the same
 * flight.
 */
export function marketScope({ market, cabin, returnDate }: FeedSearch): string {
  return `${market}/${cabin}${returnDate === undefined ? '' : '/return'}`
}

export function createScopeWatch(currency: string): ScopeWatch {
  return { currency, searches: 0, feeds: new Map(), today: new Map() }
}

export function addSearch(watch: ScopeWatch, search: FeedSearch): void {
  watch.searches += 1
  gather(watch.today, search)
  for (const airline of watch.today.keys()) {
    if (!watch.feeds.has(airline)) watch.feeds.set(airline, createFeed())
  }
}

/** The day so far. Changes nothing. */
export function* judgeAirlines(watch: ScopeWatch, day: number): Generator<AirlineRow> {
  const { searches, currency, today, feeds } = watch
  for (const [airline, feed] of feeds) {
    const row = judgeDay(feed, today.get(airline) ?? EMPTY, { day, searches, currency })
    if (row) yield { airline, row }
  }
}

/** Judges the whole day, then adds it to the past. A day without searches is no evidence. */
export function* closeScopeDay(watch: ScopeWatch, day: number): Generator<AirlineRow> {
  const { searches, currency, today, feeds } = watch
  if (searches === 0) return
  for (const [airline, feed] of feeds) {
    const row = closeDay(feed, today.get(airline) ?? EMPTY, { day, searches, currency })
    if (row) yield { airline, row }
  }
  watch.searches = 0
  watch.today = new Map()
}
