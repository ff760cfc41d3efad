import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber } from '../../../../models/airline/calendar'
import type { RateTable } from '../../../../models/airline/exchange-rates'
import {
  type CalendarQuestion,
  cheapestByWeek,
  priceCalendar,
} from '../../../../pipelines/answers/price-calendar/price-calendar'
import type { SnapshotRead } from '../../../../pipelines/market/snapshot-read'
import { fareGroupOf, inDays, NOW, type Seen, snapshotOf } from '../../../build/snapshots'

/** Departures 10 to 30 days ahead, without the 20th, at 100.00 and a unit more each day. */
const MONTH: readonly Seen[] = Array.from({ length: 21 }, (_, index) => ({
  inDays: 10 + index,
  fare: 100_00 + index * 100,
})).filter(({ inDays: days }) => days !== 20)

function snapshotReadWith(seen: readonly Seen[], currency = 'EUR'): SnapshotRead {
  return { snapshot: snapshotOf([fareGroupOf(seen, { currency })]), source: 'memory' }
}

function question(more: Partial<CalendarQuestion> = {}): CalendarQuestion {
  const trip = { market: 'LIS-JFK', cabin: 'economy', passengers: 1 } as const
  return { ...trip, today: inDays(0), from: inDays(10), to: inDays(30), ...more }
}

const inputs = { out: snapshotReadWith(MONTH), rates: [], now: NOW }

describe('one way', () => {
  test('uses the lowest fare of an observed departure, else that of comparable ones', () => {
    const { entries, currency } = priceCalendar(question(), inputs)
    expect(currency).toBe('EUR')
    expect(entries).toHaveLength(21)
    expect(entries[0]).toMatchObject({ status: 'observed', amountMinor: 100_00, priceLevel: 'low' })
    expect(entries[10]).toMatchObject({ departureDate: inDays(20), status: 'estimated' })
    expect(entries[10]?.amountMinor).toBeGreaterThan(103_00)
    expect(entries[10]?.amountMinor).toBeLessThan(117_00)
    expect(entries[10]?.priceLevel).toBeUndefined()
  })

  test('returns unknown for every day of an unobserved market', () => {
    const nothing = { ...inputs, out: { snapshot: undefined, source: 'object' } as const }
    const { entries, currency } = priceCalendar(question(), nothing)
    expect(currency).toBeUndefined()
    expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['unknown']))
  })
})

describe('with a stay', () => {
  const back = snapshotReadWith(
    MONTH.map(({ inDays: days, fare }) => ({ inDays: days, fare: fare * 2 }))
  )

  test('each date meets each stay, and a trip costs its two ways', () => {
    const stay = { least: 2, most: 4 }
    const { entries } = priceCalendar(question({ stay, to: inDays(12) }), { ...inputs, back })
    expect(entries.map(({ departureDate, returnDate }) => [departureDate, returnDate])).toEqual(
      [10, 11, 12].flatMap((out) => [2, 3, 4].map((nights) => [inDays(out), inDays(out + nights)]))
    )
    expect(entries[0]).toMatchObject({ status: 'observed', amountMinor: 100_00 + 2 * 102_00 })
  })

  test('returns unknown for an unobserved return', () => {
    const { entries } = priceCalendar(question({ stay: { least: 1, most: 1 } }), inputs)
    expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['unknown']))
  })

  test('returns both directions in the currency of the outbound one', () => {
    const tables: RateTable[] = [{ date: inDays(0), source: 'test', perEuro: { USD: 2 } }]
    const dollars = snapshotReadWith(MONTH, 'USD')
    const stay = { least: 1, most: 1 }
    const query = question({ stay, to: inDays(10) })
    const { entries, currency } = priceCalendar(query, { ...inputs, back: dollars, rates: tables })
    expect(currency).toBe('EUR')
    expect(entries[0]?.amountMinor).toBe(100_00 + 101_00 / 2)
  })
})

describe('a price in quarantine', () => {
  const suspect = (departureDate: string, roundTrip = false) => ({
    cabin: 'economy' as const,
    roundTrip,
    currency: 'EUR',
    offers: 1,
    suspects: [
      {
        departureDate,
        airline: 'TP',
        doubt: 'off_level' as const,
        amountMinor: 1,
        sightings: 1,
        firstObservedAt: NOW,
        lastObservedAt: NOW,
      },
    ],
  })
  const withSuspects = (...quarantine: ReturnType<typeof suspect>[]): SnapshotRead => ({
    snapshot: { ...snapshotOf([fareGroupOf(MONTH)]), quarantine },
    source: 'memory',
  })
  const suspectDates = (calendar: ReturnType<typeof priceCalendar>) =>
    calendar.entries.filter(({ isSuspect }) => isSuspect).map((each) => each.departureDate)

  test('marks its day and moves no price', () => {
    const out = withSuspects(suspect(inDays(12)), suspect(inDays(14), true))
    const calendar = priceCalendar(question(), { ...inputs, out })
    expect(suspectDates(calendar)).toEqual([inDays(12)])
    const plain = priceCalendar(question(), inputs)
    expect(calendar.entries.map(({ amountMinor }) => amountMinor)).toEqual(
      plain.entries.map(({ amountMinor }) => amountMinor)
    )
  })

  test('marks every stay that it touches, out or back', () => {
    const stay = { least: 2, most: 3 }
    const query = question({ stay, to: inDays(14) })
    const out = withSuspects(suspect(inDays(11)), suspect(inDays(14), true))
    const back = withSuspects(suspect(inDays(12)))
    const calendar = priceCalendar(query, { ...inputs, out, back })
    expect(suspectDates(calendar)).toEqual([
      inDays(10),
      inDays(11),
      inDays(11),
      inDays(14),
      inDays(14),
    ])
  })
})

test('a week keeps its cheapest day, and weeks begin on Mondays', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 60, maxLength: 60 }),
      (days, fares) => {
        const entries = fares.slice(0, days).map((amountMinor, index) => ({
          departureDate: inDays(index),
          status: 'observed' as const,
          amountMinor,
        }))
        const weekOf = (date: string) => {
          const monday = new Date(date)
          monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7))
          return monday.toISOString()
        }
        const weeks = Map.groupBy(entries, ({ departureDate }) => weekOf(departureDate))
        expect(cheapestByWeek(entries).map(({ amountMinor }) => amountMinor)).toEqual(
          [...weeks.values()].map((week) => Math.min(...week.map((each) => each.amountMinor)))
        )
      }
    )
  )
})

test('returns entries within the requested range', () => {
  const range = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  fc.assert(
    fc.property(range, fc.nat(5), fc.nat(5), ([start, length], least, more) => {
      const query = { from: inDays(start), to: inDays(start + length) }
      const stay = { least, most: least + more }
      const { entries } = priceCalendar(question({ ...query, stay }), {
        ...inputs,
        back: inputs.out,
      })
      expect(entries).toHaveLength((length + 1) * (more + 1))
      for (const { departureDate, returnDate = '' } of entries) {
        const nights = dayNumber(returnDate) - dayNumber(departureDate)
        expect(departureDate >= query.from && departureDate <= query.to).toBe(true)
        expect(nights).toBeGreaterThanOrEqual(stay.least)
        expect(nights).toBeLessThanOrEqual(stay.most)
      }
    })
  )
})
