/**
 * Offers of a question's fare groups that are kept in quarantine. They change no figure of an answer; an
 * answer names those of its departure, because one may be a mistake fare that can be bought.
 */
import type { MarketSnapshot, SuspectFare } from '../../market/snapshot'

export type QuarantinedFares = {
  /** Number of offers in 30 days. */
  readonly offers: number
  /** Suspects of the departure date, cheapest first, in the currency of their fare group. */
  readonly suspects: readonly (SuspectFare & { readonly currency: string })[]
}

export function quarantinedFares(
  snapshot: MarketSnapshot | undefined,
  trip: { readonly cabin: string; readonly returnDate?: string | undefined },
  departureDate: string
): QuarantinedFares {
  const roundTrip = trip.returnDate !== undefined
  const groups = (snapshot?.quarantine ?? []).filter(
    (each) => each.cabin === trip.cabin && each.roundTrip === roundTrip
  )
  return {
    offers: groups.reduce((sum, { offers }) => sum + offers, 0),
    suspects: groups
      .flatMap(({ currency, suspects }) => suspects.map((each) => ({ ...each, currency })))
      .filter((each) => each.departureDate === departureDate)
      .sort((a, b) => a.amountMinor - b.amountMinor),
  }
}
