/** Reads the ground truth of a day from the state of its departures. */
import { dayOf } from '../../models/airline/calendar'
import type { MarketDate } from './pricing/market-date'
import type { MarketPlan } from './pricing/market-plan'
import type { DepartureTruth, MarketTruth } from './pricing/truth'

export function marketTruth(
  plan: MarketPlan,
  units: Iterable<MarketDate>,
  demandLevel: number
): MarketTruth {
  const sums = { sought: 0, booked: 0, refused: 0, left: 0 }
  for (const unit of units) {
    sums.sought += unit.sought
    sums.booked += unit.booked
    sums.refused += unit.refused
    sums.left += unit.left
  }
  const expectedSessions = plan.market.sessionsPerDay * demandLevel
  return { market: plan.market.market, demandLevel, expectedSessions, ...sums }
}

export function* departureTruths(
  runs: readonly { readonly units: ReadonlyMap<number, MarketDate> }[],
  day: number
): Generator<DepartureTruth, void> {
  for (const { units } of runs) {
    for (const unit of units.values()) yield* truthsOf(unit, day)
  }
}

function* truthsOf(unit: MarketDate, day: number): Generator<DepartureTruth, void> {
  const departureDate = dayOf(unit.date)
  for (const [index, { plan, remaining }] of unit.flights.entries()) {
    const tally = unit.tallies[index]
    if (!tally) continue
    const { flight } = plan
    const open = tally.shownSeats > 0
    yield {
      market: unit.plan.market.market,
      departureDate,
      flightNumber: flight.flightNumber,
      airline: flight.airline,
      daysToDeparture: unit.date - day,
      seats: flight.seats,
      booked: flight.seats - remaining,
      wanted: { leisure: tally.wantedLeisure, business: tally.wantedBusiness },
      accepted: tally.accepted,
      refused: tally.refused,
      recaptured: tally.recaptured,
      groupSeats: tally.groupSeats,
      cancelled: tally.cancelled,
      noShows: tally.noShows,
      openStep: open ? tally.openStep : undefined,
      lowestFare: open ? tally.shownFare : undefined,
      competitorFares: competitorFares(unit, flight.airline),
    }
  }
}

function competitorFares({ flights, tallies }: MarketDate, airline: string): number[] {
  const lowest = new Map<string, number>()
  for (const [index, { plan }] of flights.entries()) {
    const tally = tallies[index]
    if (plan.flight.airline === airline || !tally || tally.shownSeats < 1) continue
    const known = lowest.get(plan.flight.airline) ?? Infinity
    lowest.set(plan.flight.airline, Math.min(known, tally.shownFare))
  }
  return [...lowest.values()]
}
