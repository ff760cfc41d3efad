/** Divides the offers of a search into those that are counted and those kept in quarantine. */
import { dayNumberAt } from '../../models/airline/calendar'
import type { DepartureFares } from './departure-history'
import type { FareGroupState, SeenOffers } from './fare-group-state'
import type { Judgement } from './gate/judge-offer'
import { type GatedOffer, learnOffer, placeOf, quarantineOffer } from './gate/offer-gate'
import { kindsOfAirline } from './kinds/itinerary-kinds'
import { latestFareOfKinds } from './kinds/kind-fares'

/** Row of the offer in its batch, and why it is kept in quarantine. */
export type QuarantinedRow = Judgement & { readonly row: number }

export type Passed = {
  /** The same object when every offer passed. */
  readonly offers: SeenOffers
  readonly quarantined: readonly QuarantinedRow[]
}

/** An older fare of the departure says nothing of a jump. */
export const RECENT_DAYS = 7

export function passOffers(
  { gate, kinds }: FareGroupState,
  { byKind }: DepartureFares,
  seen: SeenOffers
): Passed {
  const { at, departureDay, amountMinor, sender, bounds, from, end } = seen
  const place = placeOf(at, departureDay)
  const firstDay = dayNumberAt(at) - RECENT_DAYS
  const quarantined: QuarantinedRow[] = []
  const passed: GatedOffer[] = []
  const rows: number[] = []
  for (let row = from; row < end; row += 1) {
    const { airline, stops } = seen.kindOf(row)
    const last = latestFareOfKinds(byKind, kindsOfAirline(kinds, airline, stops), firstDay)
    const offer = {
      at,
      departureDay,
      place,
      airline,
      amountMinor: amountMinor[row] ?? 0,
      sender,
      lastLog: last === undefined ? undefined : Math.log(Math.max(1, last)),
      bounds,
    }
    const judgement = quarantineOffer(gate, offer)
    if (judgement) {
      quarantined.push({ ...judgement, row })
      continue
    }
    passed.push(offer)
    rows.push(row)
  }
  // Learned together, so that an offer is not judged by others of its search.
  for (const offer of passed) learnOffer(gate, offer)
  return { offers: quarantined.length === 0 ? seen : only(seen, rows), quarantined }
}

function only(seen: SeenOffers, rows: readonly number[]): SeenOffers {
  return {
    ...seen,
    amountMinor: Float64Array.from(rows, (row) => seen.amountMinor[row] ?? 0),
    kindOf: (index) => seen.kindOf(rows[index] ?? seen.from),
    from: 0,
    end: rows.length,
  }
}
