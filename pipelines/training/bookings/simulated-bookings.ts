/**
 * Booking curves of simulated markets with a booking limit: the simulator's true demand of a market and
 * departure date is constrained by a limit that a given share of departures reaches. So the true
 * demand is known where bookings are constrained.
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

/** Observed days before departure; earlier demand is excluded from the truth too. */
export const FOLLOWED_DAYS = 60

/** Returns departures observed from `FOLLOWED_DAYS` before that have departed by the end. */
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
      if (curve) curve[daysToDeparture] = Number(curve[daysToDeparture]) + seats
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

/** Returns the limit that the given share of departures reaches. */
export function limitFor({ gained }: BookingCurves, share: number): number {
  const finals = gained.map((curve) => curve.reduce((sum, each) => sum + each, 0))
  finals.sort((a, b) => a - b)
  return Number(finals[Math.floor(finals.length * (1 - share))])
}

/** Returns the curves observed on an evening with a limit of `limit` bookings; future departures are partial. */
export function observe(
  { firstDay, gained }: BookingCurves,
  limit: number,
  evening: number
): ObservedCurve[] {
  return gained.map((wanted, at) => {
    // Some weekdays have no flight; such a day has no information.
    const flies = wanted.some((seats) => seats > 0)
    const seenTo = flies ? Math.max(0, firstDay + at - evening) : wanted.length
    const seen = new Float64Array(wanted.length)
    let left = limit
    let closedAt: number | undefined
    for (let d = wanted.length - 1; d >= seenTo; d -= 1) {
      const requested = Number(wanted[d])
      if (closedAt !== undefined) continue
      seen[d] = Math.min(requested, left)
      left -= Number(seen[d])
      if (requested > 0 && left <= 0) closedAt = d
    }
    return { gained: seen, closedAt, seenTo }
  })
}
