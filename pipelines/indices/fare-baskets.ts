/** Turns sums of observed fares into baskets of one currency, one per period. */
import type { BookingWindow } from '../aggregates/booking-window'
import type { Basket, PricePoint } from './basket'

/** Fares of one group in one period. */
export type FareSum = {
  /** First day of the period. */
  readonly period: string
  readonly market: string
  readonly bookingWindow: BookingWindow
  readonly cabin: string
  readonly roundTrip: boolean
  readonly currency: string
  /** Searches that showed a fare: the quantity of an item. */
  readonly shown: number
  /** Sum of the natural logarithms of their lowest fares, in minor units. */
  readonly logSum: number
}

/** Minor units of the index's currency for one minor unit of another; undefined when not known. */
export type UnitRates = ReadonlyMap<string, number | undefined>

/** One basket per period, in the order of `periods`; a fare without a rate has no place in it. */
export function fareBaskets(
  sums: readonly FareSum[],
  periods: readonly string[],
  rates: UnitRates
): Basket[] {
  const baskets = new Map(periods.map((period) => [period, new Map<string, PricePoint>()]))
  for (const sum of sums) {
    const rate = rates.get(sum.currency)
    if (rate === undefined || sum.shown === 0) continue
    const price = Math.exp(sum.logSum / sum.shown) * rate
    baskets.get(sum.period)?.set(itemOf(sum), { price, quantity: sum.shown })
  }
  return periods.map((period) => baskets.get(period) ?? new Map())
}

/** A fare in another cabin, window or currency is another item: only like is compared with like. */
function itemOf({ market, bookingWindow, cabin, roundTrip, currency }: FareSum): string {
  return [market, bookingWindow, cabin, roundTrip ? 'return' : 'one-way', currency].join(' ')
}

/** Sums contributions of items by the market each belongs to, greatest change first. */
export function byMarket(
  contributions: ReadonlyMap<string, number>
): readonly { readonly market: string; readonly points: number }[] {
  const sums = new Map<string, number>()
  for (const [item, points] of contributions) {
    const [market = item] = item.split(' ')
    sums.set(market, (sums.get(market) ?? 0) + points)
  }
  return [...sums]
    .map(([market, points]) => ({ market, points }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.market < b.market ? -1 : 1))
}

/** The currency in which most fares were seen; undefined without any. */
export function usualCurrency(sums: readonly FareSum[]): string | undefined {
  const shown = new Map<string, number>()
  for (const sum of sums) shown.set(sum.currency, (shown.get(sum.currency) ?? 0) + sum.shown)
  return [...shown].sort(([a, most], [b, other]) => other - most || (a < b ? -1 : 1))[0]?.[0]
}
