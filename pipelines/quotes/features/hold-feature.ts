/**
 * A feature of a cached quote: what is known at `now` of whether its price still holds. The same
 * definition answers live and writes training rows. All are free of currency: ratios, shares, days.
 */
import { DAY_MS, dayNumber } from '../../../models/calendar'
import type { FeatureKind, FeatureValue } from '../../../models/features'
import type { FareClassSnapshot } from '../../features/snapshot'
import { type MarketMoves, marketMoves } from '../market-moves'
import type { CachedQuote } from '../quote'

export type HoldContext = {
  readonly now: number
  readonly quote: CachedQuote
  /** Fares of the quote's cabin and direction as they were known at `now`; undefined without any. */
  readonly fares: FareClassSnapshot | undefined
  readonly moves: MarketMoves | undefined
  /** The quote's price in the currency of the fares, minor units; undefined without a rate. */
  readonly priceMinor: number | undefined
  readonly departureDay: number
  readonly quoteDay: number
}

export type HoldFeature = {
  /** snake_case, final once published. */
  readonly name: string
  readonly kind: FeatureKind
  readonly unit: string
  readonly description: string
  readonly value: (context: HoldContext) => FeatureValue
}

export function holdContext(
  quote: CachedQuote,
  fares: FareClassSnapshot | undefined,
  priceMinor: number | undefined,
  now: number
): HoldContext {
  return {
    ...{ now, quote, fares, priceMinor },
    moves: fares && marketMoves(fares),
    departureDay: dayNumber(quote.departureDate),
    quoteDay: Math.floor(quote.quotedAt / DAY_MS),
  }
}

/** Days left, counted from midnight UTC of the departure day; negative on the day itself. */
export function daysAhead(departureDay: number, at: number): number {
  return departureDay - at / DAY_MS
}

export function logRatio(a: number | undefined, b: number | undefined): number | undefined {
  return a !== undefined && b !== undefined && a > 0 && b > 0 ? Math.log(a / b) : undefined
}
