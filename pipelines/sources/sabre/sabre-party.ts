/** Passengers and their money, as Sabre's classic and grouped answers both write them. */
import type { PassengerDraft } from '../offers/offer-draft'

type Amount = { readonly amount: number | undefined; readonly currency: string | undefined }

/** The filed base is in the currency of the fare's country; the equivalent is in the sale's. */
export function baseOf(filed: Amount, equivalent: Amount, currency: string | undefined) {
  return [equivalent, filed].find((each) => each.amount !== undefined && each.currency === currency)
    ?.amount
}

/**
 * A type's amounts are one passenger's, unless they only add up to the total as the whole type's.
 */
export function perPassenger(
  party: readonly PassengerDraft[],
  total: number | undefined
): readonly PassengerDraft[] {
  const sum = (times: (count: number) => number) =>
    party.reduce((amount, { price = 0, count }) => amount + price * times(count), 0)
  const adds = (amount: number) => total !== undefined && Math.abs(amount - total) < CENT
  if (adds(sum((count) => count)) || !adds(sum(() => 1))) return party

  return party.map((passenger) => {
    const share = (amount: number | undefined) =>
      amount === undefined ? undefined : amount / passenger.count
    return {
      type: passenger.type,
      count: passenger.count,
      currency: passenger.currency,
      price: share(passenger.price),
      base: share(passenger.base),
      taxes: share(passenger.taxes),
      fees: share(passenger.fees),
    }
  })
}
/** Sums of decimals are not exact. */
const CENT = 0.005

/** The entry of a segment: one for each or one for all; undefined with any other number. */
export function entryFor<T>(entries: readonly T[], place: number, segments: number): T | undefined {
  if (entries.length === segments) return entries[place]
  return entries.length === 1 ? entries[0] : undefined
}
