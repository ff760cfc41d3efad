import { describe, expect, it } from 'vitest'
import { asOf } from '../../../../pipelines/features/bookings/booking-curves'
import {
  BOOKING_FEATURES,
  bookingDecision,
} from '../../../../pipelines/features/bookings/booking-features'
import {
  freshPickup,
  pickupForecast,
  weekdayPickupForecast,
} from '../../../../pipelines/features/bookings/pickup'
import { poisson, stream } from '../../../../pipelines/simulator/world/stream'

const FIRST = 20_000
const random = stream(9, 'bookings')
const gained = Array.from({ length: 150 }, () =>
  Float64Array.from({ length: 61 }, (_, d) => poisson(random, 8 * Math.exp(-d / 15)))
)
const curves = { firstDay: FIRST, gained }
const evening = FIRST + 100
const known = asOf(curves)(evening)

/** Slow version: bookings d days before departure or earlier. */
function booked(departure: number, d: number): number {
  return Array.from(gained[departure - FIRST] ?? [])
    .slice(d)
    .reduce((sum, each) => sum + each, 0)
}

describe('booking curves as observed on an evening', () => {
  it('have the bookings on hand and nothing of later days', () => {
    expect(known.onHand(evening + 7, 7)).toBe(booked(evening + 7, 7))
    expect(known.onHand(evening + 7, 6)).toBeUndefined()
    expect(known.onHand(FIRST - 1, 3)).toBeUndefined()
    expect(known.pickup(evening, 7, 0)).toBe(booked(evening, 0) - booked(evening, 7))
  })

  it('do not change with bookings after the evening', () => {
    const later = gained.map((curve, at) =>
      curve.map((seats, d) => (FIRST + at - d > evening ? seats + 5 : seats))
    )
    const other = asOf({ firstDay: FIRST, gained: later })(evening)
    expect(bookingDecision(other, evening + 14)).toEqual(bookingDecision(known, evening + 14))
  })
})

describe('pickup', () => {
  it('adds the mean gain of the departures of eight weeks', () => {
    const gains = Array.from(
      { length: 56 },
      (_, back) => booked(evening - back, 0) - booked(evening - back, 7)
    )
    const mean = gains.reduce((sum, each) => sum + each, 0) / 56
    expect(pickupForecast(known, evening + 7, 7)).toBeCloseTo(booked(evening + 7, 7) + mean, 9)
  })

  it('takes only departures on the weekday on request', () => {
    const gains = Array.from({ length: 8 }, (_, week) => {
      const day = evening - 7 * week
      return booked(day, 0) - booked(day, 7)
    })
    const mean = gains.reduce((sum, each) => sum + each, 0) / 8
    const estimate = weekdayPickupForecast(known, evening + 7, 7)
    expect(estimate).toBeCloseTo(booked(evening + 7, 7) + mean, 9)
  })

  it('reads the latest booking days of departures still ahead', () => {
    let slow = 0
    for (let d = 0; d < 7; d += 1) {
      for (let back = 0; back < 28; back += 1) {
        slow += (gained[evening + d - back - FIRST]?.[d] ?? 0) / 28
      }
    }
    expect(freshPickup(known, 7, 28)).toBeCloseTo(slow, 9)
  })
})

describe('features of a booking decision', () => {
  it('are named, finite and relative to the forecast', () => {
    const decision = bookingDecision(known, evening + 14)
    expect(Object.keys(decision?.values ?? {})).toEqual([...BOOKING_FEATURES])
    for (const value of Object.values(decision?.values ?? {})) {
      expect(value === undefined || Number.isFinite(value)).toBe(true)
    }
    const booked14 = booked(evening + 14, 14)
    expect(decision?.values.booked_ratio).toBeCloseTo(booked14 / (decision?.pickupForecast ?? 0), 9)
  })

  it('do not change when every departure is three times as big', () => {
    const big = asOf({ firstDay: FIRST, gained: gained.map((curve) => curve.map((n) => 3 * n)) })
    const values = bookingDecision(big(evening), evening + 14)?.values ?? {}
    for (const [name, value] of Object.entries(
      bookingDecision(known, evening + 14)?.values ?? {}
    )) {
      expect(values[name]).toBeCloseTo(Number(value), 9)
    }
  })

  it('are absent without earlier departures', () => {
    expect(bookingDecision(asOf(curves)(FIRST), FIRST + 7)).toBeUndefined()
  })
})
