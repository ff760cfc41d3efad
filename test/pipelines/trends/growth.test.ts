import { expect, test } from 'vitest'
import {
  type DailyCounts,
  emerging,
  growthOf,
  PAST_DAYS,
  RECENT_DAYS,
} from '../../../pipelines/trends/growth'

/** A generator of numbers from 0 to 1 by its seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Poisson counts whose mean varies from day to day by a fifth and with the weekday. */
function countsOf(random: () => number, perDay: number, factorOn: (day: number) => number) {
  return Array.from({ length: PAST_DAYS + RECENT_DAYS }, (_, day) => {
    const weekday = [1.1, 1, 0.95, 0.95, 1.05, 0.9, 1.05][day % 7] ?? 1
    const spread = Math.exp(0.2 * (random() + random() + random() + random() - 2) * Math.sqrt(3))
    return poisson(random, perDay * weekday * spread * factorOn(day))
  })
}

function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean)
  let [count, product] = [0, random()]
  while (product > limit) {
    count += 1
    product *= random()
  }
  return count
}

function shuffled(random: () => number, values: readonly number[]): number[] {
  const copy = [...values]
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const [a = 0, b = 0] = [copy[at], copy[other]]
    copy[at] = b
    copy[other] = a
  }
  return copy
}

const MARKETS = 60
const perDay = (market: number) => 4 + (market % 12) * 8

test('on permuted days, at most 5 % of the lists have an entry', () => {
  const lists = 200
  let filled = 0
  for (let list = 0; list < lists; list += 1) {
    const random = randomOf(list + 1)
    const series: DailyCounts[] = Array.from({ length: MARKETS }, (_, market) => {
      // A real trend, whose days are then in random order.
      const counts = countsOf(random, perDay(market), (day) => 1 + day / 60)
      return { name: String(market), counts: shuffled(random, counts) }
    })
    if (emerging(growthOf(series, RECENT_DAYS)).length > 0) filled += 1
  }
  expect(filled / lists).toBeLessThanOrEqual(0.05)
})

test('surges by half are found within a week, nine of ten of them', () => {
  let [found, all, wrong] = [0, 0, 0]
  for (let list = 0; list < 40; list += 1) {
    const random = randomOf(10_000 + list)
    const series = Array.from({ length: MARKETS }, (_, market) => {
      const surges = market % 10 === 0
      const factor = (day: number) => (surges && day >= PAST_DAYS ? 1.6 : 1)
      return { name: String(market), counts: countsOf(random, 30 + perDay(market), factor) }
    })
    const names = new Set(emerging(growthOf(series, RECENT_DAYS)).map(({ name }) => name))
    for (let market = 0; market < MARKETS; market += 1) {
      const isFound = names.has(String(market))
      if (market % 10 === 0) {
        all += 1
        if (isFound) found += 1
      } else if (isFound) wrong += 1
    }
  }
  expect(found / all).toBeGreaterThanOrEqual(0.9)
  expect(wrong / (wrong + found)).toBeLessThanOrEqual(0.1)
})

test('what is new has no growth and comes first', () => {
  const counts = (past: number, recent: number) => [
    ...new Array<number>(28).fill(past),
    ...new Array<number>(7).fill(recent),
  ]
  const found = emerging(
    growthOf(
      [
        { name: 'grown', counts: counts(10, 20) },
        { name: 'steady', counts: counts(10, 10) },
        { name: 'new', counts: counts(0, 3) },
      ],
      7
    )
  )
  expect(found.map(({ name, growth }) => [name, growth])).toEqual([
    ['new', undefined],
    ['grown', 1],
  ])
})
