/**
 * Booking curves of simulated markets, sold out on purpose: what was wanted of a market and departure
 * date is the simulator's truth, and a limit that a given share of departures reaches is laid over
 * it. So the answer is known where the bookings are not.
 */
import { dayNumber, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import type { BookingCurves } from '../../features/bookings/booking-curves'
import type { ObservedCurve } from '../../features/bookings/unconstrain-curves'
import { createSimulation } from '../../simulator/simulation'

export type BookingWorld = {
  readonly seed: number
  readonly markets: number
  readonly from: IsoDay
  readonly days: number
}

export type WantedCurves = { readonly market: Market; readonly wanted: BookingCurves }

/** Days before departure that are followed; what was wanted earlier is left out of the truth too. */
export const FOLLOWED_DAYS = 60

/** Departures that were followed from `FOLLOWED_DAYS` before and are past at the end. */
export function wantedCurves({ seed, markets, from, days }: BookingWorld): WantedCurves[] {
  const first = dayNumber(from)
  const options = {
    seed,
    markets,
    from,
    days,
    horizonDays: FOLLOWED_DAYS,
    detail: 'panel' as const,
  }
  const byMarket = new Map<Market, Float64Array[]>()
  for (const { truth } of createSimulation(options)) {
    for (const { market, departureDate, daysToDeparture, wanted } of truth.departures()) {
      const at = dayNumber(departureDate) - first - FOLLOWED_DAYS
      if (at < 0 || at >= days - FOLLOWED_DAYS) continue
      const curves = byMarket.get(market) ?? emptyCurves(days - FOLLOWED_DAYS)
      byMarket.set(market, curves)
      const curve = curves[at]
      const seats = wanted.leisure + wanted.business
      if (curve) curve[daysToDeparture] = (curve[daysToDeparture] ?? 0) + seats
    }
  }
  return [...byMarket].map(([market, gained]) => ({
    market,
    wanted: { firstDay: first + FOLLOWED_DAYS, gained },
  }))
}

function emptyCurves(count: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(FOLLOWED_DAYS + 1))
}

/** The limit that the given share of departures reaches. */
export function limitFor({ gained }: BookingCurves, share: number): number {
  const finals = gained.map((curve) => curve.reduce((sum, each) => sum + each, 0))
  finals.sort((a, b) => a - b)
  return finals[Math.floor(finals.length * (1 - share))] ?? Infinity
}

/** What is seen on an evening where at most `limit` can book; departures to come are seen in part. */
export function observe(
  { firstDay, gained }: BookingCurves,
  limit: number,
  evening: number
): ObservedCurve[] {
  return gained.map((wanted, at) => {
    // Nothing flies on some weekdays: such a day tells nothing.
    const flies = wanted.some((seats) => seats > 0)
    const seenTo = flies ? Math.max(0, firstDay + at - evening) : wanted.length
    const seen = new Float64Array(wanted.length)
    let left = limit
    let closedAt: number | undefined
    for (let d = wanted.length - 1; d >= seenTo; d -= 1) {
      const asked = wanted[d] ?? 0
      if (closedAt !== undefined) continue
      seen[d] = Math.min(asked, left)
      left -= seen[d] ?? 0
      if (asked > 0 && left <= 0) closedAt = d
    }
    return { gained: seen, closedAt, seenTo }
  })
}
