import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ChangeDistribution,
  chanceWithin,
  expectedChange,
} from '../../../models/quote-validity/change-distribution'

const edges = [-0.25, -0.1, -0.04, -0.005, 0.005, 0.02, 0.1, 0.3]
const means = [-0.35, -0.16, -0.07, -0.02, 0, 0.01, 0.06, 0.19, 0.6]
const distributions: fc.Arbitrary<ChangeDistribution> = fc
  .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 })
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return { edges, means, chances: weights.map((weight) => weight / total) }
  })
const lowers = fc.double({ min: -0.9, max: 0, noNaN: true })
const uppers = fc.double({ min: 0, max: 4, noNaN: true })

test('never lowers the validity for a wider tolerance', () => {
  fc.assert(
    fc.property(distributions, lowers, lowers, uppers, uppers, (distribution, a, b, c, d) => {
      const narrow = chanceWithin(distribution, Math.max(a, b), Math.min(c, d))
      const wide = chanceWithin(distribution, Math.min(a, b), Math.max(c, d))
      expect(wide).toBeGreaterThanOrEqual(narrow - 1e-12)
    })
  )
})

test('between two edges the chance is that of the bins between', () => {
  const chances = [0.1, 0.1, 0.05, 0.05, 0.4, 0.05, 0.05, 0.1, 0.1]
  const distribution = { edges, means, chances }
  expect(chanceWithin(distribution, -0.04, 0.02)).toBeCloseTo(0.05 + 0.4 + 0.05, 12)
  expect(chanceWithin(distribution, -0.99, 99)).toBeCloseTo(1, 12)
  expect(chanceWithin(distribution, 0, 0)).toBeCloseTo(0.4, 12)
})

test('matches a walk over even steps of the logarithm inside bins', () => {
  fc.assert(
    fc.property(distributions, lowers, uppers, (distribution, lower, upper) => {
      expect(chanceWithin(distribution, lower, upper)).toBeCloseTo(
        walked(distribution, lower, upper),
        2
      )
    }),
    { numRuns: 30 }
  )
})

test('the expected change is the mean over bins', () => {
  const chances = [0, 0, 0, 0, 0.5, 0, 0, 0, 0.5]
  expect(expectedChange({ edges, means, chances })).toBeCloseTo(0.3, 12)
})

function walked({ chances }: ChangeDistribution, lower: number, upper: number): number {
  const STEPS = 2_000
  let within = 0
  for (const [bin, chance] of chances.entries()) {
    const from = Math.log(1 + (edges[bin - 1] ?? -0.67))
    const to = Math.log(1 + (edges[bin] ?? 3))
    for (let step = 0; step < STEPS; step += 1) {
      const change = Math.exp(from + ((step + 0.5) / STEPS) * (to - from)) - 1
      const same = bin === 4
      if (same || (change >= lower && change <= upper)) within += chance / STEPS
    }
  }
  return within
}
