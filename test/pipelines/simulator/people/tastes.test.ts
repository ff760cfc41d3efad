import { describe, expect, it } from 'vitest'
import type { Person } from '../../../../pipelines/simulator/people/shoppers'
import { airlineLiking, tasteOf } from '../../../../pipelines/simulator/people/tastes'

const persons: readonly Person[] = Array.from({ length: 2_000 }, (_, place) => ({
  id: `person-${place}`,
  country: 'PT',
  place: place % 600,
  forWork: 0.1,
}))
const tastes = persons.map((person) => tasteOf(1, person, 'leisure'))

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('tasteOf', () => {
  it('is the same for a person at each call', () => {
    expect(persons.map((person) => tasteOf(1, person, 'leisure'))).toEqual(tastes)
  })

  it('spreads the cost of a stop by about two thirds of its mean', () => {
    const costs = tastes.map(({ stopCost }) => stopCost)
    const spread = Math.sqrt(mean(costs.map((cost) => (cost - mean(costs)) ** 2)))
    expect(mean(costs)).toBeCloseTo(0.16, 1)
    expect(spread / mean(costs)).toBeGreaterThan(0.5)
    expect(spread / mean(costs)).toBeLessThan(0.85)
  })

  it('keeps how a person differs when it travels for work', () => {
    for (const [index, person] of persons.slice(0, 50).entries()) {
      const atWork = tasteOf(1, person, 'business')
      const atLeisure = tastes[index]
      expect(atWork.stopCost / 0.26).toBeCloseTo((atLeisure?.stopCost ?? 0) / 0.16, 9)
      expect(atWork.loyalty).toBe(atLeisure?.loyalty)
    }
  })

  it('ties those who travel often more to their airlines', () => {
    const apart = (often: boolean) =>
      mean(
        persons.flatMap((person, index) => {
          const taste = tastes[index]
          if (!taste || person.place < 120 !== often) return []
          const likings = ['TP', 'LH', 'AF', 'FR'].map((name) =>
            airlineLiking(1, person, taste, name)
          )
          return [Math.max(...likings) - Math.min(...likings)]
        })
      )
    expect(apart(true)).toBeGreaterThan(1.4 * apart(false))
  })

  it('likes no airline and any airline on average: likings are even over persons', () => {
    const likings = persons.map((person, index) => {
      const taste = tastes[index]
      return taste ? airlineLiking(1, person, taste, 'TP') : Number.NaN
    })
    expect(Math.abs(mean(likings))).toBeLessThan(0.01)
  })
})
