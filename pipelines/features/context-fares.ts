/** The fares comparable with a trip: one cabin, one way or round trip, one currency. */
import { toMajor } from '../../models/airline/money'
import type { FareGroupSnapshot, PriceSummary, Window } from '../market/snapshot'
import type { FeatureContext } from './feature'

export function fareGroupOf({ trip, snapshot }: FeatureContext): FareGroupSnapshot | undefined {
  const roundTrip = trip.returnDate !== undefined
  return snapshot?.fareGroups.find(
    (each) =>
      each.cabin === trip.cabin && each.roundTrip === roundTrip && each.currency === trip.currency
  )
}

/** Returns undefined for a window without observations. */
export function pricesOf(context: FeatureContext, window: Window): PriceSummary | undefined {
  const prices = fareGroupOf(context)?.windows[window]
  return prices && prices.count > 0 ? prices : undefined
}

export function meanMinor({ count, sumMinor }: PriceSummary): number {
  return sumMinor / count
}

/** Converts to major units of the trip's currency, the unit of `amount` features. */
export function major(
  { trip }: FeatureContext,
  amountMinor: number | undefined
): number | undefined {
  return amountMinor === undefined ? undefined : toMajor({ amountMinor, currency: trip.currency })
}
