/** The fares a trip may be compared with: one cabin, one way or round trip, one currency. */
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

/** A window nothing was seen in is not known. */
export function pricesOf(context: FeatureContext, window: Window): PriceSummary | undefined {
  const prices = fareGroupOf(context)?.windows[window]
  return prices && prices.count > 0 ? prices : undefined
}

export function meanMinor({ count, sumMinor }: PriceSummary): number {
  return sumMinor / count
}

/** Major units of the trip's currency, which is what `amount` features are in. */
export function major(
  { trip }: FeatureContext,
  amountMinor: number | undefined
): number | undefined {
  return amountMinor === undefined ? undefined : toMajor({ amountMinor, currency: trip.currency })
}
