import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { quantileOf } from '../../../../models/statistics/quantile'
import { quantileGrid } from '../../../../models/statistics/quantile-grid'
import { comparablesOf } from '../../../../pipelines/answers/evidence/comparables'
import { ENOUGH_DEPARTURES } from '../../../../pipelines/answers/evidence/nearest-departures'
import { type FareGroupSnapshot, GRID_STEPS } from '../../../../pipelines/market/snapshot'
import { fareGroupOf, NOW, type Seen, TODAY } from '../../../build/snapshots'

const daily = (from: number, to: number, fare: (days: number) => number): Seen[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ inDays: from + i, fare: fare(from + i) }))

test('compares departures at a similar number of days ahead only', () => {
  const fareGroup = fareGroupOf(daily(1, 60, (days) => days * 100))
  expect(comparablesOf(fareGroup, 30, NOW)).toMatchObject({
    level: 'market_departure',
    departures: 14,
    daysToDeparture: { from: 24, to: 37 },
  })
})

test('too few of them widen to near ones, nearest first, until there are enough', () => {
  const fareGroup = fareGroupOf(daily(1, 60, (days) => days * 100))
  expect(comparablesOf(fareGroup, 4, NOW)).toMatchObject({
    level: 'market_departure_near',
    departures: ENOUGH_DEPARTURES,
    daysToDeparture: { from: 2, to: 9 },
  })
})

test('counts a departure observed on many days once', () => {
  const seen = [0, 1, 2, 3, 4, 5].map((daysAgo) => ({ inDays: 40, daysAgo, fare: 10_000 }))
  const fareGroup = fareGroupOf(seen)
  expect(comparablesOf(fareGroup, 42, NOW)?.level).toBe('market')
})

test('departures at quite other distances fall back to all fares of the last 30 days', () => {
  const fareGroup = fareGroupOf(daily(1, 10, (days) => days * 100))
  const found = comparablesOf(fareGroup, 90, NOW)
  expect(found).toMatchObject({ level: 'market', observations: 10 })
  expect(found?.departures).toBeUndefined()
})

test('returns no comparables with very few observations', () => {
  expect(comparablesOf(fareGroupOf(daily(1, 4, () => 100)), 3, NOW)).toBeUndefined()
  expect(comparablesOf(fareGroupOf([], { windows: {} }), 3, NOW)).toBeUndefined()
})

test('ignores fares observed two months ago', () => {
  const old = Array.from({ length: 20 }, (_, i) => ({ inDays: 10 + i, daysAgo: 60, fare: 100 }))
  expect(comparablesOf(fareGroupOf(old, { windows: {} }), 60, NOW)).toBeUndefined()
})

test("ignores days after the snapshot's clock", () => {
  const future = Array.from({ length: 20 }, (_, i) => ({ inDays: 20 + i, daysAgo: -2, fare: 100 }))
  expect(comparablesOf(fareGroupOf(future, { windows: {} }), 25, NOW)).toBeUndefined()
})

describe('against a slow search', () => {
  const seen = fc.array(
    fc.record({
      inDays: fc.integer({ min: 0, max: 90 }),
      daysAgo: fc.integer({ min: 0, max: 80 }),
      fare: fc.integer({ min: 1_000, max: 90_000 }),
    }),
    { maxLength: 120 }
  )

  test('the nearest fares are found, whole days at a time', () => {
    fc.assert(
      fc.property(seen, fc.integer({ min: 0, max: 120 }), (fares, days) => {
        const fareGroup = fareGroupOf(fares)
        const found = comparablesOf(fareGroup, days, NOW)
        if (!found || found.level === 'market') return
        expect(found.gridMinor).toEqual(quantileGrid(slowNearest(fareGroup, days), GRID_STEPS))
      })
    )
  })

  /** Sorts all fares by distance and takes from the front. */
  function slowNearest({ departures }: FareGroupSnapshot, days: number): number[] {
    const points = Object.entries(departures)
      .flatMap(([date, fareDays]) =>
        fareDays.map(({ day, lowestMinor }) => {
          const departure = Date.parse(date) / 86_400_000
          return { date, ahead: departure - day, age: TODAY - day, lowestMinor }
        })
      )
      .filter(({ age }) => age < 60)
    const order = [...new Set(points.map(({ ahead }) => ahead))].sort(
      (a, b) => ratioOf(a) - ratioOf(b) || a - b
    )
    const taken: typeof points = []
    for (const ahead of order) {
      const enough = new Set(taken.map(({ date }) => date)).size >= ENOUGH_DEPARTURES
      if (ratioOf(ahead) > (enough ? 1.25 : 2)) break
      taken.push(...points.filter((point) => point.ahead === ahead))
    }
    return taken.map(({ lowestMinor }) => lowestMinor).sort((a, b) => a - b)

    function ratioOf(ahead: number): number {
      return Math.max((ahead + 1) / (days + 1), (days + 1) / (ahead + 1))
    }
  }
})

describe('how many departures are enough', () => {
  /** Share of prices whose level among `size` samples is their level among all. Any distribution
   * will do: the rank of a fare is uniform. */
  function agreement(size: number): number {
    const random = generator(7)
    const trials = 20_000
    let agreed = 0
    for (let trial = 0; trial < trials; trial++) {
      const sample = Array.from({ length: size }, random).sort((a, b) => a - b)
      const grid = quantileGrid(sample, GRID_STEPS) ?? []
      const price = random()
      const low = quantileOf(grid, 0.25) ?? 0
      const high = quantileOf(grid, 0.75) ?? 0
      if (level(price, low, high) === level(price, 0.25, 0.75)) agreed += 1
    }
    return agreed / trials
  }
  const level = (price: number, low: number, high: number) =>
    Number(price > high) - Number(price < low)

  test('eight give the level of a full history in four of five cases, five in three of four', () => {
    expect(agreement(ENOUGH_DEPARTURES)).toBeCloseTo(0.795, 2)
    expect(agreement(5)).toBeCloseTo(0.768, 2)
  })

  /** Mulberry32, a seeded random generator. */
  function generator(seed: number): () => number {
    let state = seed
    return () => {
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
    }
  }
})

test('derives values of a snapshot anew each day', () => {
  const fareGroup = fareGroupOf(daily(10, 40, (days) => days * 100))
  const fresh = () => fareGroupOf(daily(10, 40, (days) => days * 100))
  expect(comparablesOf(fareGroup, 20, NOW)?.level).toBe('market_departure')
  const muchLater = NOW + 70 * DAY_MS
  expect(comparablesOf(fareGroup, 20, muchLater)).toEqual(comparablesOf(fresh(), 20, muchLater))
  expect(comparablesOf(fareGroup, 20, muchLater)?.level).toBe('market')
})
