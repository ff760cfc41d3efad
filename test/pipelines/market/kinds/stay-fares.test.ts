import { expect, test } from 'vitest'
import { numbersIn } from '../../../../pipelines/market/kinds/number-text'
import {
  MAX_STAY_NIGHTS,
  MAX_STAY_ROWS,
  observeStayFare,
  type StayFares,
  stayFaresOf,
  stayFaresText,
} from '../../../../pipelines/market/kinds/stay-fares'

test('holds the lowest fare of the latest day of each stay and stops class', () => {
  const rows: StayFares = []
  observeStayFare(rows, 20_000, { nights: 7, stops: 0 }, 90_000)
  observeStayFare(rows, 20_001, { nights: 7, stops: 0 }, 95_000)
  observeStayFare(rows, 20_001, { nights: 7, stops: 0 }, 93_000)
  observeStayFare(rows, 20_000, { nights: 7, stops: 0 }, 10_000)
  observeStayFare(rows, 20_000, { nights: 7, stops: 1 }, 60_000)
  observeStayFare(rows, 20_000, { nights: 2, stops: 0 }, 50_000)
  expect(read(rows)).toEqual([
    { stayNights: 2, stops: 0, day: 20_000, lowestMinor: 50_000, count: 1 },
    { stayNights: 7, stops: 0, day: 20_001, lowestMinor: 93_000, count: 2 },
    { stayNights: 7, stops: 1, day: 20_000, lowestMinor: 60_000, count: 1 },
  ])
})

test('drops the stay that was longest unobserved when a departure has too many', () => {
  const rows: StayFares = []
  for (let nights = 0; nights <= MAX_STAY_ROWS; nights += 1) {
    observeStayFare(rows, 20_000 + ((nights + 40) % 49), { nights, stops: 0 }, 50_000)
  }
  const stays = read(rows).map(({ stayNights }) => stayNights)
  expect(stays.length).toBe(MAX_STAY_ROWS)
  expect(stays).not.toContain(9)
})

test('counts very long stays as one', () => {
  const rows: StayFares = []
  for (const nights of [250, 251, 330]) observeStayFare(rows, 1, { nights, stops: 0 }, nights)
  expect(read(rows)).toEqual([
    { stayNights: MAX_STAY_NIGHTS, stops: 0, day: 1, lowestMinor: 250, count: 3 },
  ])
})

test('omits a stay that was last observed after the day that is read', () => {
  const rows: StayFares = []
  observeStayFare(rows, 5, { nights: 7, stops: 0 }, 90_000)
  expect(stayFaresOf(numbersIn(stayFaresText(rows, 4)))).toEqual([])
})

function read(rows: StayFares) {
  return stayFaresOf(numbersIn(stayFaresText(rows, 30_000)))
}
