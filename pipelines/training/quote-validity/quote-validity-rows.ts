/**
 * Training rows of the quote-validity model: a cache gets a part of a panel's observations, and each
 * observation of a cached quote becomes a row with the information available just before. So a row
 * never includes its target price, and quotes have all ages, in markets observed often and seldom.
 */

import { DAY_MS, dayNumber } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { FeatureRow } from '../../../models/runtime/features'
import { valueAt } from '../../../models/statistics/value-at'
import type { SearchEvent } from '../../events/event'
import type { CachedQuote } from '../../features/quote-validity/partner-quote'
import { quoteContext } from '../../features/quote-validity/quote-validity-feature'
import { quoteValidityRow } from '../../features/quote-validity/quote-validity-row'
import { packBatch } from '../../market/market-batch'
import {
  applyBatch,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../market/market-state'
import type { FareGroupSnapshot, MarketSnapshot } from '../../market/snapshot'
import { chance } from '../../simulator/world/chance'
import { roundsOf, ticksOf } from './quote-rounds'

export type QuoteValidityRow = {
  readonly at: number
  readonly quote: CachedQuote
  /** Change of the price relative to the quote. */
  readonly change: number
  readonly row: FeatureRow
}

/** Shares of a departure's observations that the cache gets; drawn anew every week. */
const LOOKS = [0.04, 0.1, 0.25, 0.5, 1]
const LOOKS_FOR_MS = 7 * DAY_MS
/** Shares of those that are refreshes and renew the quote; the others are received searches. */
const OWN = [1, 1, 0.4, 0.1]
/** Probability that all flights of a date are observed at once, not one by one. */
const WHOLE = [1, 1, 0]
/** Fares hardly change far out, so fewer of those rows suffice. */
const FAR_DAYS = 60
const FAR_SHARE = 0.15

export type RowChoice = {
  readonly seed: number
  /** Share of rows to keep, before rows far out are thinned. */
  readonly share: number
  wanted(quote: CachedQuote, at: number): boolean
}

/** Takes events in event-time order. */
export function* quoteValidityRows(
  events: Iterable<SearchEvent>,
  choice: RowChoice
): Generator<QuoteValidityRow> {
  const states = new Map<Market, MarketState>()
  const caches = new Map<string, CachedQuote>()
  for (const ticks of ticksOf(events)) {
    for (const tick of ticks) {
      const state = states.get(tick.market) ?? createMarketState(tick.market)
      states.set(tick.market, state)
      for (const round of roundsOf(tick, choice.seed)) {
        const snapshot = snapshotOf(state, round[0]?.at ?? 0)
        for (const event of round) yield* rowsOf(event, caches, snapshot, choice)
        look(state, caches, round, choice.seed)
      }
    }
  }
}

/** Adds an observation to the market state; a refresh by the cache itself also renews quotes. */
function look(
  state: MarketState,
  caches: Map<string, CachedQuote>,
  round: readonly SearchEvent[],
  seed: number
): void {
  const looked = round.flatMap((event) => lookedAt(event, seed) ?? [])
  const last = looked.at(-1)
  if (!last) return
  for (const event of looked) {
    const own = isDrawn(seed, event, 'own', OWN)
    for (const quote of quotesOf(event)) {
      const key = quoteKey(quote)
      if (own || !caches.has(key)) caches.set(key, quote)
    }
  }
  applyBatch(state, packBatch(last.id, looked), last.at)
}

/** Returns the observed part of a search: all flights, some, or undefined for none. */
function lookedAt(event: SearchEvent, seed: number): SearchEvent | undefined {
  if (event.offers.length === 1 || isDrawn(seed, event, 'whole', WHOLE)) {
    return isDrawn(seed, event, 'look', LOOKS) ? event : undefined
  }
  const offers = event.offers.filter((_, at) => isDrawn(seed, event, 'look', LOOKS, at))
  return offers.length > 0 ? { ...event, offers } : undefined
}

export function fareGroupOf(
  snapshot: MarketSnapshot,
  { cabin, returnDate, currency }: Pick<CachedQuote, 'cabin' | 'returnDate' | 'currency'>
): FareGroupSnapshot | undefined {
  return snapshot.fareGroups.find(
    (each) =>
      each.cabin === cabin &&
      each.roundTrip === (returnDate !== undefined) &&
      each.currency === currency
  )
}

/** Returns quotes for the lowest price of a search and, with several flights, for each flight. */
export function quotesOf(event: SearchEvent): readonly CachedQuote[] {
  const { market, departureDate, returnDate, cabin, currency, at, offers } = event
  const trip = { market, departureDate, returnDate, cabin, currency, quotedAt: at }
  const lowest = lowestOf(event)
  if (lowest === undefined) return []
  const flights = offers.length > 1 ? offers : []
  return [
    { ...trip, amountMinor: lowest },
    ...flights.flatMap(({ airline, flightNumber, amountMinor }) =>
      flightNumber === undefined ? [] : [{ ...trip, airline, flightNumber, amountMinor }]
    ),
  ]
}

export function lowestOf({ offers }: SearchEvent): number | undefined {
  let lowest: number | undefined
  for (const { amountMinor } of offers) {
    if (lowest === undefined || amountMinor < lowest) lowest = amountMinor
  }
  return lowest
}

function* rowsOf(
  event: SearchEvent,
  caches: ReadonlyMap<string, CachedQuote>,
  snapshot: MarketSnapshot,
  choice: RowChoice
): Generator<QuoteValidityRow> {
  for (const now of quotesOf(event)) {
    const quote = caches.get(quoteKey(now))
    if (!quote || !isKept(quote, event, choice)) continue
    const context = quoteContext(quote, fareGroupOf(snapshot, quote), quote.amountMinor, event.at)
    const change = now.amountMinor / quote.amountMinor - 1
    yield { at: event.at, quote, change, row: quoteValidityRow(context) }
  }
}

function isKept(quote: CachedQuote, { id, at }: SearchEvent, choice: RowChoice): boolean {
  if (!choice.wanted(quote, at)) return false
  const days = dayNumber(quote.departureDate) - at / DAY_MS
  const near = FAR_SHARE + (1 - FAR_SHARE) * Math.exp(-Math.max(0, days) / FAR_DAYS)
  return chance(choice.seed, `${id}/${quote.flightNumber ?? ''}/row`) < choice.share * near
}

function quoteKey(quote: CachedQuote): string {
  const { market, departureDate, returnDate, cabin, currency, flightNumber } = quote
  return `${market}/${departureDate}/${returnDate}/${cabin}/${currency}/${flightNumber}`
}

/** Draws with one of the given probabilities, which is fixed for a departure and week. */
function isDrawn(
  seed: number,
  { market, departureDate, id, at }: SearchEvent,
  what: string,
  chances: readonly number[],
  offer = 0
): boolean {
  const week = Math.floor(at / LOOKS_FOR_MS)
  const draw = chance(seed, `${market}/${departureDate}/${week}/${what}`)
  return (
    chance(seed, `${id}/${offer}/${what}`) < valueAt(chances, Math.floor(draw * chances.length))
  )
}
