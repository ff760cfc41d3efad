import { expect, test } from 'vitest'
import {
  AWAITED_LIMIT,
  closeFlights,
  type FlightPresences,
  noteFlights,
} from '../../../pipelines/watch/flight-presence'

function dayOf(presences: FlightPresences, flights: readonly string[], searches = 10) {
  for (let search = 0; search < searches; search += 1) {
    noteFlights(presences, {
      market: 'LIS-JFK',
      at: 0,
      departureDate: '2026-12-20',
      cabin: 'economy',
      currency: 'EUR',
      offers: flights.map((flightNumber) => ({ airline: 'TP', flightNumber, amountMinor: 100 })),
    })
  }
  return closeFlights(presences, () => (flights.length > 0 ? searches : 0))
}

test('a flight that is always sold and then is not has left the schedule after three days', () => {
  const presences: FlightPresences = new Map()
  for (let day = 0; day < 12; day += 1) {
    expect(dayOf(presences, ['TP203', 'TP205'])).toEqual([])
  }
  expect(dayOf(presences, ['TP205'])).toEqual([])
  expect(dayOf(presences, ['TP205'])).toEqual([])
  const [lost, ...others] = dayOf(presences, ['TP205'])
  expect(others).toEqual([])
  expect(lost).toMatchObject({ airline: 'TP', flight: 'TP203' })
  expect(lost?.awaited).toBeGreaterThanOrEqual(AWAITED_LIMIT)
})

test('while the airline is not shown at all its flights are not missed', () => {
  const presences: FlightPresences = new Map()
  for (let day = 0; day < 12; day += 1) dayOf(presences, ['TP203'])
  for (let day = 0; day < 10; day += 1) expect(dayOf(presences, [])).toEqual([])
})

test('a flight that is gone for two weeks is forgotten, not reported for ever', () => {
  const presences: FlightPresences = new Map()
  for (let day = 0; day < 12; day += 1) dayOf(presences, ['TP203', 'TP205'])
  const reported = Array.from({ length: 30 }, () => dayOf(presences, ['TP205']).length)
  expect(reported.slice(20)).toEqual(new Array(10).fill(0))
})
