/**
 * Booking rows of markets that sell out, with the data of a revenue manager: on each evening the curves
 * observed so far are unconstrained, features read those, and the model is trained on the
 * unconstrained finals of past departures. The true demand is used by the evaluation only.
 */
import { asOf, type BookingCurves } from '../../features/bookings/booking-curves'
import { pickupForecast } from '../../features/bookings/pickup'
import { unconstrainCurves } from '../../features/bookings/unconstrain-curves'
import { type BookingRow, bookingRow, DAYS_BEFORE } from './booking-rows'
import { limitFor, observe, type WantedCurves } from './simulated-bookings'

/** Evenings between rows; 5 and 7 are coprime, so every weekday occurs at each number of days before. */
const EVERY_EVENINGS = 5
/** Whole weeks of departures before the first evening. */
const FIRST_EVENING = 70
/** Past departures to keep: eight weeks of pickup and a month of neighbours. */
const PAST_DEPARTURES = 98

export type ClosedRow = BookingRow & {
  /** The pickup forecast that uses bookings as demand. */
  readonly naive: number | undefined
  /** Share of the market's departures that sold out. */
  readonly closedShare: number
}

/** `learnedAt` is the evening whose unconstrained finals are the training targets. */
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
        // After that evening the true demand fills the field, which training does not read.
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
