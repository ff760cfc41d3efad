/** A market prepared for the simulation: values that its days share are computed once. */

import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import { valueAt } from '../../../models/statistics/value-at'
import type { Segment } from '../people/segment'
import { bookingCurve, stillToCome } from '../world/daily-demand'
import type { Flight, SimulatedMarket } from '../world/simulated-market'
import type { Fault } from './fault-kinds'

export type Traits = {
  /** Median willingness to pay for a perfect flight, relative to the usual fare. */
  readonly medianWorth: number
  /** Shape of the log-logistic distribution around the median; greater is narrower. */
  readonly narrowness: number
  /** Worth of one unit of utility, relative to the usual fare. */
  readonly scale: number
  readonly partySize: number
  /** Shares of worth lost per stop, per hour over the fastest flight, per hour off the preferred time. */
  readonly stopCost: number
  readonly slowCost: number
  readonly timeCost: number
  /** Shares of worth lost on a low-cost airline, and gained on one of the shopper's country. */
  readonly lowCostCost: number
  readonly homeGain: number
}

export const TRAITS: Readonly<Record<Segment, Traits>> = {
  leisure: {
    medianWorth: 0.95,
    narrowness: 3,
    scale: 0.07,
    partySize: 1.6,
    stopCost: 0.13,
    slowCost: 0.025,
    timeCost: 0.01,
    lowCostCost: 0.03,
    homeGain: 0.04,
  },
  business: {
    medianWorth: 2.4,
    narrowness: 2.6,
    scale: 0.16,
    partySize: 1.08,
    stopCost: 0.2,
    slowCost: 0.06,
    timeCost: 0.045,
    lowCostCost: 0.14,
    homeGain: 0.07,
  },
}

export type FlightPlan = {
  readonly flight: Flight
  readonly departsMinute: number
  /** Share of travellers willing to pay at least the fare of a step, by step. */
  readonly worthAtLeast: Readonly<Record<Segment, Float64Array>>
  /** Worth relative to a perfect flight, before times and tastes. */
  readonly quality: Readonly<Record<Segment, number>>
  /** Share of the date's demand that the airline expects. */
  readonly share: number
  /** Lowest fare relative to the lowest of the market: the airline's price premium. */
  readonly premium: number
}

export type MarketPlan = {
  readonly seed: number
  readonly market: SimulatedMarket
  readonly origin: string
  readonly destination: string
  /** Countries of both ends, whose holidays move the demand. */
  readonly countries: readonly string[]
  readonly curves: Readonly<Record<Segment, Float64Array>>
  readonly toCome: Readonly<Record<Segment, Float64Array>>
  readonly flights: readonly FlightPlan[]
  /** Number of parties that search for a usual date, by segment. */
  readonly parties: Readonly<Record<Segment, number>>
  /** Share of parties whose sessions partners observe. */
  readonly seenShare: number
  /** Cache of the search level by day. */
  readonly askingLevels: Map<number, number>
  readonly faultsPerMonth: number
  /** Cache of the faults drawn for each month. */
  readonly faultSlots: Map<number, readonly Fault[]>
}

/** Share of sessions that belong to parties that decide; the others only look. */
const DECIDING_SHARE = 0.3

export function planMarket(
  seed: number,
  market: SimulatedMarket,
  faultsPerMonth: number
): MarketPlan {
  const { origin, destination } = endsOf(market.market)
  const ends = [place(origin)?.country, place(destination)?.country]
  const curves = {
    leisure: bookingCurve(market.leisureLead, 1.7),
    business: bookingCurve(11, 1.15),
  }
  const usualSeats =
    market.flights.reduce((sum, { seats, weekdays }) => sum + seats * weekdays.length, 0) / 7
  const seekers = market.pressure * usualSeats
  const parties = {
    leisure: (seekers * (1 - market.businessShare)) / TRAITS.leisure.partySize,
    business: (seekers * market.businessShare) / TRAITS.business.partySize,
  }
  return {
    seed,
    market,
    origin,
    destination,
    countries: ends.filter((country) => country !== undefined),
    curves,
    toCome: { leisure: stillToCome(curves.leisure), business: stillToCome(curves.business) },
    flights: planFlights(market),
    parties,
    seenShare: Math.min(
      1,
      (market.sessionsPerDay * DECIDING_SHARE) / (parties.leisure + parties.business)
    ),
    askingLevels: new Map(),
    faultsPerMonth,
    faultSlots: new Map(),
  }
}

function planFlights({ flights, usualFare }: SimulatedMarket): FlightPlan[] {
  const fastest = Math.min(...flights.map(({ durationMinutes }) => durationMinutes))
  const quality = (flight: Flight, segment: Segment) => {
    const { stopCost, slowCost, lowCostCost } = TRAITS[segment]
    const slow = ((flight.durationMinutes - fastest) / 60) * slowCost
    return 1 - flight.stops * stopCost - slow - (flight.lowCost ? lowCostCost : 0)
  }
  const drawn = flights.map((flight) => flight.seats * quality(flight, 'leisure') ** 2)
  const lowest = Math.min(...flights.map(({ ladder }) => valueAt(ladder, 0)))
  const all = drawn.reduce((sum, each) => sum + each, 0)
  return flights.map((flight, index) => {
    const worth = (segment: Segment) =>
      worthAtLeast(flight.ladder, segment, usualFare * quality(flight, segment))
    return {
      flight,
      departsMinute: Number(flight.departsAt.slice(0, 2)) * 60 + Number(flight.departsAt.slice(3)),
      worthAtLeast: { leisure: worth('leisure'), business: worth('business') },
      quality: { leisure: quality(flight, 'leisure'), business: quality(flight, 'business') },
      share: valueAt(drawn, index) / all,
      premium: valueAt(flight.ladder, 0) / lowest,
    }
  })
}

function worthAtLeast(ladder: readonly number[], segment: Segment, perfect: number): Float64Array {
  const { medianWorth, narrowness } = TRAITS[segment]
  return Float64Array.from(
    ladder,
    (fare) => 1 / (1 + (fare / (medianWorth * perfect)) ** narrowness)
  )
}
