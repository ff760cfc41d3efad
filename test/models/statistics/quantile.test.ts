import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantileOf, rankOf } from '../../../models/statistics/quantile'
import { quantileGrid } from '../../../models/statistics/quantile-grid'

const fares = fc
  .array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 })
  .map((values) => values.sort((a, b) => a - b))

/** Walks every pair of neighbours instead of jumping to a position. */
function slowQuantile(ascending: readonly number[], q: number): number {
  const steps = ascending.length - 1
  for (let i = 0; i < steps; i++) {
    const low = ascending[i] ?? 0
    const high = ascending[i + 1] ?? 0
    if (q >= i / steps && q <= (i + 1) / steps) return low + (high - low) * (q * steps - i)
  }
  return ascending[0] ?? 0
}

describe('quantileOf', () => {
  test('agrees with a walk over all neighbours', () => {
    fc.assert(
      fc.property(fares, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        expect(quantileOf(values, q)).toBeCloseTo(slowQuantile(values, q), 6)
      })
    )
  })

  test('reads a grid of 41 points at its own quantiles', () => {
    const grid = Array.from({ length: 41 }, (_, step) => step * step)
    for (let step = 0; step <= 40; step++) {
      expect(quantileOf(grid, step / 40)).toBeCloseTo(step * step, 6)
    }
  })

  test('has no answer for nothing', () => {
    expect(quantileOf([], 0.5)).toBeUndefined()
    expect(rankOf([], 5)).toBeUndefined()
  })
})

describe('rankOf', () => {
  test('undoes quantileOf where all points differ', () => {
    const distinct = fc
      .uniqueArray(fc.integer({ min: 1, max: 5_000 }), { minLength: 2, maxLength: 60 })
      .map((values) => values.sort((a, b) => a - b))
    fc.assert(
      fc.property(distinct, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        expect(rankOf(values, quantileOf(values, q) ?? Number.NaN)).toBeCloseTo(q, 6)
      })
    )
  })

  test('never falls as the value rises, and stays a share', () => {
    fc.assert(
      fc.property(fares, fc.integer({ max: 6_000 }), fc.nat(500), (values, value, step) => {
        const rank = rankOf(values, value) ?? Number.NaN
        expect(rank).toBeGreaterThanOrEqual(0)
        expect(rank).toBeLessThanOrEqual(1)
        expect(rankOf(values, value + step)).toBeGreaterThanOrEqual(rank)
      })
    )
  })

  test('counts ties half: the common value of a flat list is its middle', () => {
    expect(rankOf([100, 100, 100], 100)).toBe(0.5)
    expect(rankOf([100], 100)).toBe(0.5)
    expect(rankOf([100, 200, 200, 300], 200)).toBe(0.5)
    expect(rankOf([100], 99)).toBe(0)
    expect(rankOf([100], 101)).toBe(1)
  })
})

describe('quantileGrid', () => {
  test('puts the k-th smallest of n at k/(n+1), and clamps beyond the sample', () => {
    expect(quantileGrid([10, 20, 30], 4)).toEqual([10, 10, 20, 30, 30])
    expect(quantileGrid([5], 2)).toEqual([5, 5, 5])
    expect(quantileGrid([], 2)).toBeUndefined()
  })

  test('never falls and stays within the sample', () => {
    fc.assert(
      fc.property(fares, (values) => {
        const grid = quantileGrid(values, 40) ?? []
        expect(grid).toHaveLength(41)
        expect([...grid].sort((a, b) => a - b)).toEqual(grid)
        expect([grid.at(0), grid.at(-1)]).toEqual([values.at(0), values.at(-1)])
      })
    )
  })
})
