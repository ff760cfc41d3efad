import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Basket } from '../../../pipelines/indices/basket'
import { INDEX_METHODS, indexSeries } from '../../../pipelines/indices/index-series'

function basket(points: Readonly<Record<string, readonly [number, number]>>): Basket {
  return new Map(
    Object.entries(points).map(([item, [price, quantity]]) => [item, { price, quantity }])
  )
}

const numbers = fc.double({ min: 0.5, max: 50, noNaN: true })
const baskets = fc.array(
  fc
    .tuple(...['a', 'b', 'c', 'd'].map(() => fc.tuple(numbers, numbers)))
    .map(([a, b, c, d]) => basket({ a, b, c, d } as Record<string, [number, number]>)),
  { minLength: 2, maxLength: 6 }
)

test('fares that all double double every index', () => {
  const before = basket({ 'LIS-JFK': [400, 10], 'LIS-LHR': [100, 50] })
  const after = basket({ 'LIS-JFK': [800, 10], 'LIS-LHR': [200, 50] })
  for (const method of INDEX_METHODS) {
    expect(indexSeries(method, [before, after]).points[1]?.index).toBeCloseTo(200, 9)
  }
})

test('Fisher is the geometric mean of Laspeyres and Paasche', () => {
  const series = indexSeries('fisher', [
    basket({ a: [10, 5], b: [20, 1] }),
    basket({ a: [12, 2], b: [18, 4] }),
  ])
  const laspeyres = (12 * 5 + 18) / (10 * 5 + 20)
  const paasche = (12 * 2 + 18 * 4) / (10 * 2 + 20 * 4)
  expect(series.points[1]?.index).toBeCloseTo(100 * Math.sqrt(laspeyres * paasche), 9)
})

test('a change of the mix alone moves the mean fare and no price index', () => {
  const before = basket({ cheap: [100, 90], dear: [500, 10] })
  const after = basket({ cheap: [100, 10], dear: [500, 90] })
  expect(indexSeries('unit-value', [before, after]).points[1]?.index).toBeCloseTo(328.57, 2)
  for (const method of ['jevons', 'fisher', 'geks-fisher'] as const) {
    expect(indexSeries(method, [before, after]).points[1]?.index).toBeCloseTo(100, 9)
  }
})

test('contributions add up to the change of the index, whatever the method', () => {
  fc.assert(
    fc.property(baskets, fc.constantFrom(...INDEX_METHODS), (periods, method) => {
      const series = indexSeries(method, periods)
      const last = periods.length - 1
      const index = series.points[last]?.index
      if (index === undefined) return
      const sum = [...series.contributions(last).values()].reduce((all, each) => all + each, 0)
      expect(sum).toBeCloseTo(index - 100, 6)
    })
  )
})

test('GEKS does not depend on the path between two periods', () => {
  fc.assert(
    fc.property(baskets, (periods) => {
      const forward = indexSeries('geks-fisher', periods).points.at(-1)?.index
      const back = indexSeries('geks-fisher', periods.toReversed()).points.at(-1)?.index
      if (forward === undefined || back === undefined) return
      expect((forward * back) / 10_000).toBeCloseTo(1, 9)
    })
  )
})

test('a period that shares less than half of the value with the base has no number', () => {
  const base = basket({ a: [100, 10], b: [100, 10], c: [100, 10] })
  const half = basket({ a: [110, 10], d: [90, 30] })
  const series = indexSeries('fisher', [base, half, basket({ z: [1, 1] })])
  expect(series.points[0]).toEqual({ index: 100, coverage: 1, items: 3 })
  expect(series.points[1]).toMatchObject({ index: undefined, items: 1 })
  expect(series.points[1]?.coverage).toBeCloseTo(1100 / 3800, 9)
  expect(series.points[2]).toEqual({ index: undefined, coverage: 0, items: 0 })
  expect(series.contributions(1).size).toBe(0)
})

test('a chain needs every link, and GEKS leaves out a bridge that covers too little', () => {
  const usual = basket({ a: [100, 10], b: [50, 10] })
  const gap = basket({ z: [10, 1] })
  const later = basket({ a: [120, 10], b: [60, 10] })
  const at = (method: 'fisher-chain' | 'geks-fisher') =>
    indexSeries(method, [usual, gap, later]).points[2]?.index
  expect(at('fisher-chain')).toBeUndefined()
  expect(at('geks-fisher')).toBeCloseTo(120, 9)
})

test('GEKS equals the mean over all bridges, written out', () => {
  fc.assert(
    fc.property(baskets, (periods) => {
      const last = periods.length - 1
      const index = indexSeries('geks-fisher', periods).points[last]?.index
      if (index === undefined) return
      let product = 1
      for (const bridge of periods.keys()) {
        product *= slowFisher(periods, 0, bridge) * slowFisher(periods, bridge, last)
      }
      expect(index / 100).toBeCloseTo(product ** (1 / periods.length), 9)
    })
  )
})

function slowFisher(periods: readonly Basket[], from: number, to: number): number {
  const cost = (prices: number, quantities: number) =>
    ['a', 'b', 'c', 'd'].reduce((sum, item) => {
      const price = periods[prices]?.get(item)?.price ?? 0
      return sum + price * (periods[quantities]?.get(item)?.quantity ?? 0)
    }, 0)
  return Math.sqrt((cost(to, from) / cost(from, from)) * (cost(to, to) / cost(from, to)))
}
