import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, dayNumber } from '../../../models/airline/calendar'
import {
  createDeparture,
  fareDays,
  MAX_DAYS,
  observeFares,
} from '../../../pipelines/market/departure-history'

const FIRST_DAY = dayNumber('2026-05-01')

test('the newest days are kept, with their lowest fare and count, in whatever order they came', () => {
  const search = fc.record({
    day: fc.integer({ min: 0, max: 60 }),
    prices: fc.array(fc.integer({ min: 1, max: 500_000 }), { minLength: 1, maxLength: 4 }),
  })
  fc.assert(
    fc.property(fc.array(search, { maxLength: 200 }), (searches) => {
      const departure = createDeparture(FIRST_DAY + 90)
      for (const { day, prices } of searches) observe(departure, day, prices)
      const byDay = Map.groupBy(searches, ({ day }) => FIRST_DAY + day)
      const expected = [...byDay]
        .sort(([a], [b]) => a - b)
        .slice(-MAX_DAYS)
        .map(([day, seen]) => {
          const prices = seen.flatMap((each) => each.prices)
          return { day, lowestMinor: Math.min(...prices), count: prices.length }
        })
      const found = fareDays(departure, FIRST_DAY + 60)
      expect(found.map(({ day, lowestMinor, count }) => ({ day, lowestMinor, count }))).toEqual(
        expected
      )
    })
  )
})

test('the median is the lower middle offer within 2 %, however the day was split', () => {
  const prices = fc.array(fc.integer({ min: 10_000, max: 120_000 }), { minLength: 1 })
  fc.assert(
    fc.property(prices, fc.integer({ min: 1, max: 10 }), (offers, size) => {
      const departure = createDeparture(FIRST_DAY + 90)
      for (let from = 0; from < offers.length; from += size) {
        observe(departure, 0, offers.slice(from, from + size))
      }
      const sorted = offers.toSorted((a, b) => a - b)
      const exact = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
      const median = fareDays(departure, FIRST_DAY)[0]?.medianMinor ?? Number.NaN
      expect(Math.abs(median - exact)).toBeLessThanOrEqual(0.02 * exact + 0.5 + 1e-9)
    })
  )
})

test('a closed day keeps its median; a late offer changes its lowest fare and count', () => {
  const departure = createDeparture(FIRST_DAY + 90)
  for (const day of [0, 1, 2, 3]) observe(departure, day, [50_000, 60_000, 70_000])
  observe(departure, 0, [10_000])
  const [closed] = fareDays(departure, FIRST_DAY + 3)
  expect(closed).toMatchObject({ lowestMinor: 10_000, count: 4 })
  expect(Math.abs((closed?.medianMinor ?? 0) - 60_000)).toBeLessThanOrEqual(0.02 * 60_000)
})

test('one price is its own median', () => {
  const departure = createDeparture(FIRST_DAY)
  observe(departure, 0, [41_234])
  expect(fareDays(departure, FIRST_DAY)).toEqual([
    { day: FIRST_DAY, lowestMinor: 41_234, medianMinor: 41_234, count: 1 },
  ])
})

function observe(
  departure: ReturnType<typeof createDeparture>,
  day: number,
  prices: readonly number[]
): void {
  const at = (FIRST_DAY + day) * DAY_MS
  observeFares(departure, at, Float64Array.from(prices), 0, prices.length)
}
