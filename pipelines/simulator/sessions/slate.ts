/** Builds the slate of one session as partners show it: the morning's fares, cheapest first. */

import { dayOf } from '../../../models/airline/calendar'
import type { Cabin } from '../../../models/airline/trip'
import { valueAt } from '../../../models/statistics/value-at'
import type { NativeOffer } from '../../wire/native-event'
import { faultsOn, touches } from '../pricing/fare-faults'
import type { MarketDate, SeenParty } from '../pricing/market-date'
import type { FlightPlan } from '../pricing/market-plan'
import { shownFare } from '../pricing/shown-fare'

export type Place = {
  readonly plan: FlightPlan
  /** Whether enough seats for the party were open at the search. */
  readonly open: boolean
  readonly offer: NativeOffer
  /** Price at the click. */
  readonly now: number
  /** The part of the price that all offers share: the return flight. */
  readonly beside: number
  /** Price of the cabin relative to economy. */
  readonly factor: number
}

const BUSINESS_FACTOR = 3.1
/** Factor on the sum of both one-way fares of a round trip. */
const TOGETHER = 0.9
const BASE_SHARE = 0.72
/** The greatest number of seats that an airline shows. */
const MOST_SEATS_SHOWN = 9

export function slateOf(unit: MarketDate, seen: SeenParty, cabin: Cabin, back: number): Place[] {
  const factor = cabin === 'business' ? BUSINESS_FACTOR : 1
  const beside = back * TOGETHER * factor
  const places: Place[] = []
  for (const [index, { plan }] of unit.flights.entries()) {
    const { flight } = plan
    const fare = shownFare(unit, index, seen.day)
    if (fare === undefined || (cabin === 'business' && flight.lowCost)) continue
    const now = honoured(unit, index, seen.day) ? fare : valueAt(seen.fares, index)
    const seats = unit.tallies[index]?.shownSeats ?? 0
    const offer: NativeOffer = {
      airline: flight.airline,
      flight_number: flight.flightNumber,
      price: fare,
      stops: flight.stops,
      duration_minutes: flight.durationMinutes,
      departure_at: `${dayOf(unit.date)}T${flight.departsAt}:00`,
      ...(seats <= MOST_SEATS_SHOWN ? { seats_remaining: seats } : {}),
      bags_included: bags(flight.lowCost, cabin),
    }
    places.push({
      plan,
      open: valueAt(seen.seats, index) >= seen.party.size,
      offer: priced(offer, cents(fare * factor + beside)),
      now: cents(now * factor + beside),
      beside,
      factor,
    })
  }
  return places.sort((a, b) => a.offer.price - b.offer.price)
}

/** Returns the offer at a price, with its base fare and taxes computed anew. */
export function priced(offer: NativeOffer, price: number): NativeOffer {
  const base = cents(price * BASE_SHARE)
  return { ...offer, price, base_price: base, taxes: cents(price - base) }
}

/** Returns whether the airline filed a mistake fare itself, which it then honours. */
function honoured({ plan, flights, date }: MarketDate, index: number, day: number): boolean {
  const airline = flights[index]?.plan.flight.airline
  return faultsOn(plan, day).some(
    (fault) => fault.kind === 'missing_digit' && fault.airline === airline && touches(fault, date)
  )
}

function bags(lowCost: boolean, cabin: Cabin): number {
  if (cabin === 'business') return 2
  return lowCost ? 0 : 1
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
