/**
 * Booking rows of markets that sell out, as a revenue manager would have them: on each evening the
 * curves seen so far are unconstrained, features read those, and the model learns what the
 * unconstrained finals of past departures were. The truth stands beside, for the judge alone.
 */
import { asOf, type BookingCurves } from '../../features/bookings/booking-curves'
import { pickupForecast } from '../../features/bookings/pickup'
import { unconstrainCurves } from '../../features/bookings/unconstrain-curves'
import { type BookingRow, bookingRow, DAYS_BEFORE } from './booking-rows'
import { limitFor, observe, type WantedCurves } from './simulated-bookings'

/** Evenings apart; 5 and 7 share no divisor, so every weekday is met at each number of days before. */
const EVERY_EVENINGS = 5
/** Whole weeks of departures before the first evening. */
const FIRST_EVENING = 70
/** Departures kept on either side: eight weeks of pickup and a month of neighbours. */
const PAST_DEPARTURES = 98

export type ClosedRow = BookingRow & {
  /** The pickup forecast of one who takes bookings for demand. */
  readonly naive: number | undefined
  /** Of the departures of the market. */
  readonly closedShare: number
}

/** `learnedAt` is the evening whose unconstrained finals are learned from. */
export function* closedRows(
  { market, wanted }: WantedCurves,
  share: number,
  learnedAt: number
): Generator<ClosedRow, void> {
  const limit = limitFor(wanted, share)
  const { firstDay, gained } = wanted
  const last = firstDay + gained.length - 1
  const seen = observe(wanted, limit, last)
  const closedShare = seen.filter(({ closedAt }) => closedAt !== undefined).length / seen.length
  const booked = asOf({ firstDay, gained: seen.map((curve) => curve.gained) })
  const learned = unconstrainCurves(observe(wanted, limit, learnedAt)).finals
  const truth = gained.map((curve) => curve.reduce((sum, each) => sum + each, 0))
  for (let evening = firstDay + FIRST_EVENING; evening < last; evening += EVERY_EVENINGS) {
    const curves = unconstrainedAsOf(wanted, limit, evening)
    const known = asOf(curves)(evening)
    for (const days of DAYS_BEFORE) {
      const departure = evening + days
      const row = bookingRow(market, known, departure, {
        // Past the evening of learning the truth stands in, and is never learned from.
        final: (day) => (day <= learnedAt ? learned[day - firstDay] : truth[day - firstDay]),
        truth: (day) => truth[day - firstDay],
      })
      if (row)
        yield { ...row, naive: pickupForecast(booked(evening), departure, days), closedShare }
    }
  }
}

function unconstrainedAsOf(wanted: BookingCurves, limit: number, evening: number): BookingCurves {
  const from = Math.max(0, evening - PAST_DEPARTURES - wanted.firstDay)
  const part = { firstDay: wanted.firstDay + from, gained: wanted.gained.slice(from) }
  const { curves } = unconstrainCurves(observe(part, limit, evening))
  return { firstDay: part.firstDay, gained: curves }
}
