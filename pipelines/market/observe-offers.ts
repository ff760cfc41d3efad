/** Counts the offers of a search in its fare group. */
import { dayNumberAt } from '../../models/airline/calendar'
import { observeAirline } from './airline-levels'
import { evictStalest } from './bounds/stalest'
import {
  createDeparture,
  type DepartureFares,
  MAX_DEPARTURES,
  observeFares,
} from './departure-history'
import type { FareGroupState, SeenOffers } from './fare-group-state'
import { numberOfKind } from './kinds/itinerary-kinds'
import { joinKinds, observeKindFare } from './kinds/kind-fares'
import { observeStayFare } from './kinds/stay-fares'
import { ONE_WAY } from './market-batch'
import { passOffers, type QuarantinedRow } from './pass-offers'
import { observePrices } from './price-windows'

/**
 * Evicted airlines by count; by day number the evicted departures, and those whose fares were joined
 * under another kind.
 */
export type Observed = {
  readonly airlines: number
  readonly departures: readonly number[]
  readonly joined: readonly number[]
  readonly quarantined: readonly QuarantinedRow[]
}

export function observeOffers(state: FareGroupState, seen: SeenOffers): Observed {
  const { at, departureDay } = seen
  const known = state.departures.get(departureDay)
  const departure = known ?? createDeparture(departureDay)
  const { offers, quarantined } = passOffers(state, departure, seen)
  if (offers.from === offers.end) return { airlines: 0, departures: [], joined: [], quarantined }

  state.lastObservedAt = Math.max(state.lastObservedAt, at)
  state.memo = undefined
  const counted = countOffers(state, departure, offers)
  if (!known) state.departures.set(departureDay, departure)
  const departures = evictStalest(state.departures, MAX_DEPARTURES).map(([day]) => day)
  for (const gone of [...departures, ...counted.joined, departureDay]) state.texts.delete(gone)
  return { ...counted, departures, quarantined }
}

function countOffers(
  state: FareGroupState,
  departure: DepartureFares,
  { at, amountMinor, stayNights, kindOf, from, end }: SeenOffers
): Pick<Observed, 'airlines' | 'joined'> {
  observePrices(state.windows, at, amountMinor, from, end)
  observeFares(departure, at, amountMinor, from, end)
  let airlines = 0
  let joined: readonly number[] = []
  const join = (one: number, other: number) => {
    joined = joinAll(state, one, other)
  }
  const day = dayNumberAt(at)
  for (let row = from; row < end; row += 1) {
    const minor = amountMinor[row] ?? 0
    const kind = kindOf(row)
    airlines += observeAirline(state.airlines, at, kind.airline, minor)
    observeKindFare(departure.byKind, day, numberOfKind(state.kinds, at, kind, join), minor)
    if (stayNights === ONE_WAY) continue
    observeStayFare(departure.byStay, day, { nights: stayNights, stops: kind.stops }, minor)
  }
  return { airlines, joined }
}

/** Returns the departures that had fares of the kind. */
function joinAll({ departures }: FareGroupState, from: number, to: number): number[] {
  return [...departures].filter(([, { byKind }]) => joinKinds(byKind, from, to)).map(([day]) => day)
}
