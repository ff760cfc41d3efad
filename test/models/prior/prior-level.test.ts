import { expect, test } from 'vitest'
import { place } from '../../../models/airline/places'
import { ownFactor } from '../../../models/prior/own-residual'
import { intervalAt } from '../../../models/prior/prior'
import { isPriorLevel, type PriorQuestion, priorLevel } from '../../../models/prior/prior-level'
import { aPrior } from '../../build/priors'

function end(code: string) {
  const found = place(code)
  if (!found) throw new Error(`${code} is not an airport`)
  return found
}

function question(from: string, to: string, more: Partial<PriorQuestion> = {}): PriorQuestion {
  return {
    ...{ origin: end(from), destination: end(to), day: '2026-05-20', today: '2026-11-29' },
    ...{ roundTrip: false, currency: undefined, convert: () => undefined },
    ...more,
  }
}

function level(from: string, to: string, more: Partial<PriorQuestion> = {}) {
  const answer = priorLevel(aPrior(), question(from, to, more))
  if (!isPriorLevel(answer)) throw new Error(answer.detail)
  return answer
}

test('brings the fare of an observed pair of cities to the day by the index', () => {
  const answer = level('LGA', 'ORD')
  expect(answer).toMatchObject({
    fallbackLevel: 'city_pair_prior',
    kind: 'observed_pair',
    currency: 'USD',
  })
  // 200 USD at a mean index of 100, times 120; packed to 1/5000 of a logarithm.
  expect(answer.levelMinor / 240_00).toBeCloseTo(1, 3)
  expect(answer.restsOn).toContain('New York City, NY and Chicago, IL')
  expect(answer.restsOn).toContain('2010Q1 to 2015Q4')
  // 5,000 sampled tickets, a tenth of all.
  expect((answer.travellers ?? 0) / 50_000).toBeCloseTo(1, 1)
})

test('gives both directions of a pair one level, and a round trip twice that', () => {
  expect(level('ORD', 'JFK').levelMinor).toBe(level('JFK', 'ORD').levelMinor)
  const [one, both] = [level('JFK', 'ORD'), level('JFK', 'ORD', { roundTrip: true })]
  expect(both.levelMinor / one.levelMinor).toBeCloseTo(2, 4)
})

test('reads the code of a city as the city with most travellers', () => {
  expect(level('NYC', 'CHI').levelMinor).toBe(level('JFK', 'ORD').levelMinor)
})

test('reports that an unobserved pair is estimated from other pairs of its cities', () => {
  expect(level('ORD', 'MIA')).toMatchObject({
    fallbackLevel: 'city_pair_prior',
    kind: 'city_effects',
  })
})

test('falls back to distance and season for an unknown city', () => {
  const [spring, summer] = [level('SEA', 'MIA'), level('SEA', 'MIA', { day: '2026-08-20' })]
  expect(spring).toMatchObject({ fallbackLevel: 'distance_prior', travellers: undefined })
  expect(summer.levelMinor / spring.levelMinor).toBeCloseTo(Math.exp(0.1), 3)
})

test('widens the interval on both sides past the years that were measured', () => {
  const [region] = aPrior().regions
  if (!region) throw new Error('no region')
  expect(intervalAt(region, 'observed_pair', 3)).toEqual({ low: -0.1, high: 0.3 })
  const far = intervalAt(region, 'observed_pair', 11)
  expect(far?.low).toBeCloseTo(-0.1 - 6 * 0.05)
  expect(far?.high).toBeCloseTo(0.3 + 6 * 0.05)
})

test('contains its own level in the interval', () => {
  for (const [from, to] of [
    ['JFK', 'ORD'],
    ['ORD', 'MIA'],
    ['SEA', 'MIA'],
  ] as const) {
    const { interval, levelMinor } = level(from, to)
    expect(interval.lowMinor).toBeLessThan(levelMinor)
    expect(interval.highMinor).toBeGreaterThan(levelMinor)
  }
})

test('abstains outside its regions, within one city and without an exchange rate', () => {
  const codes = [
    question('LIS', 'JFK'),
    question('JFK', 'LGA'),
    question('JFK', 'ORD', { currency: 'EUR' }),
  ].map((question) => priorLevel(aPrior(), question))
  expect(codes).toMatchObject([
    { code: 'region-unknown' },
    { code: 'same-city' },
    { code: 'rate-missing' },
  ])
})

test('converts by the given rate and returns it', () => {
  const convert = (from: string, to: string) => ({
    from,
    to,
    rate: 0.5,
    date: '2026-11-27',
    source: 'a bank',
  })
  const answer = level('JFK', 'ORD', { currency: 'EUR', convert })
  expect(answer).toMatchObject({ currency: 'EUR', conversion: { rate: 0.5 } })
  expect(answer.levelMinor).toBe(Math.round(level('JFK', 'ORD').levelMinor / 2))
})

test('follows observed markets, the more of them the further', () => {
  const dear = (count: number) =>
    ownFactor(Array.from({ length: count }, () => ({ observedMinor: 150_00, priorMinor: 100_00 })))
  expect(ownFactor([])).toBe(1)
  expect(dear(1)).toBeCloseTo(1.5 ** (1 / 6))
  expect(dear(5)).toBeCloseTo(1.5 ** (1 / 2))
  expect(dear(500)).toBeGreaterThan(1.49)
  const moved = level('JFK', 'ORD', { ownFactor: dear(5) })
  expect(moved.levelMinor / level('JFK', 'ORD').levelMinor).toBeCloseTo(dear(5), 3)
})
