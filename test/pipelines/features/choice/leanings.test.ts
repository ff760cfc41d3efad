import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addLeans,
  createLeans,
  type Leans,
  leaning,
  leansOf,
  MEASURES,
  measuresOf,
} from '../../../../pipelines/features/choice/leanings'
import { aSlate } from '../../../build/slates'

const offers = [100, 110, 150].map((amount, place) => ({
  amount,
  airline: 'LH',
  stops: place,
  departsMinute: 360 + 240 * place,
}))

function summed(choices: readonly Leans[]): Leans {
  const sum = createLeans()
  for (const each of choices) addLeans(sum, each)
  return sum
}

describe('leansOf', () => {
  it('matches the mean and variance of a slow version', () => {
    fc.assert(
      fc.property(aSlate, fc.nat(), ({ offers }, draw) => {
        const taken = draw % offers.length
        const expected = offers.map(
          (_, place) => (2 * (place + 1)) / offers.length / (offers.length + 1)
        )
        const leans = leansOf(offers, taken, expected, 0.5)
        const values = measuresOf(offers).price ?? []
        const mean = values.reduce((sum, value, at) => sum + value * (expected[at] ?? 0), 0)
        const variance = values.reduce(
          (sum, value, at) => sum + (value - mean) ** 2 * (expected[at] ?? 0),
          0
        )
        expect(leans.price.excess).toBeCloseTo(0.5 * ((values[taken] ?? Number.NaN) - mean), 9)
        expect(leans.price.spread).toBeCloseTo(0.5 * variance, 9)
      })
    )
  })

  it('omits fields that an offer lacks', () => {
    const incomplete = [...offers, { amount: 120, airline: 'BA' }]
    const { stops, sin_1: early, price } = leansOf(incomplete, 0, [0.25, 0.25, 0.25, 0.25], 1)
    expect([stops.spread, early.spread]).toEqual([0, 0])
    expect(price.spread).toBeGreaterThan(0)
  })
})

describe('leaning', () => {
  const even = [1 / 3, 1 / 3, 1 / 3]
  const thrifty = leansOf(offers, 0, even, 1)
  const lavish = leansOf(offers, 2, even, 1)
  const all = summed([thrifty, thrifty, lavish, lavish])

  it("follows a user's preference for cheap offers, more with each choice", () => {
    const once = leaning(thrifty, all, 4, 'price')
    const twice = leaning(summed([thrifty, thrifty]), all, 4, 'price')
    expect(once).toBeLessThan(0)
    expect(twice).toBeLessThan(once)
    expect(leaning(lavish, all, 4, 'price')).toBeGreaterThan(0)
  })

  it('is absent for an average user, an unknown user and an empty state', () => {
    for (const measure of MEASURES) {
      expect(leaning(all, all, 4, measure)).toBeCloseTo(0, 9)
      expect(leaning(undefined, all, 4, measure)).toBe(0)
      expect(leaning(thrifty, createLeans(), 0, measure)).toBe(0)
    }
  })
})
