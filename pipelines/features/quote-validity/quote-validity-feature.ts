/**
 * A feature of a partner quote: evidence at `now` of whether its price is still valid. The same
 * definition serves live requests and writes training rows. All are independent of the currency:
 * ratios, shares, days.
 */
import { DAY_MS, dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { FeatureKind, FeatureValue } from '../../../models/runtime/features'
import type { FareGroupSnapshot } from '../../market/snapshot'
import { type MarketMoves, marketMoves } from './market-moves'
import { type Neighbours, neighboursOf } from './neighbours'
import type { CachedQuote } from './partner-quote'

export type QuoteContext = {
  readonly now: number
  readonly quote: CachedQuote
  /** Fares of the quote's cabin and direction as known at `now`; undefined without any. */
  readonly fares: FareGroupSnapshot | undefined
  readonly moves: MarketMoves | undefined
  /** The quote's price in the currency of the fares, minor units; undefined without a rate. */
  readonly priceMinor: number | undefined
  readonly departureDay: number
  readonly quoteDay: number
  /** Departures within `NEAR_DAYS`, and within `WIDE_DAYS`. */
  readonly near: Neighbours | undefined
  readonly wide: Neighbours | undefined
}

export const NEAR_DAYS = 3
export const WIDE_DAYS = 14

export type QuoteValidityFeature = {
  /** snake_case, final once published. */
  readonly name: string
  readonly kind: FeatureKind
  readonly unit: string
  readonly description: string
  readonly value: (context: QuoteContext) => FeatureValue
}

/** Only `now` depends on the clock: replace it to evaluate the quote at a later time. */
export function quoteContext(
  quote: CachedQuote,
  fares: FareGroupSnapshot | undefined,
  priceMinor: number | undefined,
  now: number
): QuoteContext {
  const moves = fares && marketMoves(fares)
  const departureDay = dayNumber(quote.departureDate)
  const quoteDay = dayNumberAt(quote.quotedAt)
  const around = (reach: number) => moves && neighboursOf(moves, departureDay, quoteDay, reach)
  return {
    now,
    quote,
    fares,
    priceMinor,
    moves,
    departureDay,
    quoteDay,
    near: around(NEAR_DAYS),
    wide: around(WIDE_DAYS),
  }
}

/** Days to midnight UTC of the departure day; negative on the day itself. */
export function daysAhead(departureDay: number, at: number): number {
  return departureDay - at / DAY_MS
}

export function logRatio(a: number | undefined, b: number | undefined): number | undefined {
  return a !== undefined && b !== undefined && a > 0 && b > 0 ? Math.log(a / b) : undefined
}
