import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf } from '../../../../models/airline/calendar'
import type { SearchEvent } from '../../../../pipelines/events/event'
import { outlookRows } from '../../../../pipelines/training/outlook/outlook-training-rows'

const FIRST = dayNumber('2026-03-02')

function seen(day: number, hour: number, departure: number, fare: number): SearchEvent {
  const at = (FIRST + day) * DAY_MS + hour * 3_600_000
  return {
    type: 'search',
    id: `${day}-${hour}-${departure}`,
    at,
    receivedAt: at,
    shopper: {},
    market: 'LIS-FRA',
    departureDate: dayOf(FIRST + departure),
    currency: 'EUR',
    cabin: 'economy',
    passengers: 1,
    offers: [{ airline: 'TP', amountMinor: fare * 100 }],
  }
}

test('a departure has one row a day with its lowest fare, read when the day is over', () => {
  const rows = [
    ...outlookRows([seen(0, 8, 5, 100), seen(0, 20, 5, 90), seen(1, 8, 5, 120), seen(1, 8, 9, 70)]),
  ]
  expect(rows.map(({ day, daysOut, amount }) => [day - FIRST, daysOut, amount])).toEqual([
    [0, 5, 90],
    [1, 4, 120],
    [1, 8, 70],
  ])
  expect(rows[1]?.values.path_last_step).toBeCloseTo(Math.log(120 / 90))
})

test('keeps the rows of a day unchanged when later days are added', () => {
  const days = [seen(0, 8, 5, 100), seen(1, 8, 5, 120), seen(2, 8, 5, 60)]
  expect([...outlookRows(days)].slice(0, 2)).toEqual([...outlookRows(days.slice(0, 2))])
})

test('departures more than 120 days ahead and round trips have no row', () => {
  expect([...outlookRows([seen(0, 8, 121, 100), seen(0, 9, 120, 100)])]).toHaveLength(1)
  const round = { ...seen(0, 8, 5, 100), returnDate: dayOf(FIRST + 9) }
  expect([...outlookRows([round])]).toEqual([])
})

test('events out of order are refused', () => {
  expect(() => [...outlookRows([seen(1, 8, 5, 1), seen(0, 8, 5, 1)])]).toThrow('event-time order')
})
