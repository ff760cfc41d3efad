import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boundedMasses,
  greatestMass,
  largestShare,
  sharedHighest,
  sharedLowest,
} from '../../../../pipelines/market/pool/share-bound'

const masses = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 3, maxLength: 16 })

describe('the mass of senders', () => {
  test('is not bounded for one or two', () => {
    expect(boundedMasses([500])).toEqual([500])
    expect(boundedMasses([500, 1])).toEqual([500, 1])
    expect([1, 2, 3, 4, 10].map(largestShare)).toEqual([1, 1, 1 / 3, 0.3, 0.3])
  })

  test('makes three senders equal to the smallest, a third each', () => {
    expect(boundedMasses([1000, 20, 5])).toEqual([5, 5, 5])
  })

  test('never gives a sender more than its share, and takes from none that is within it', () => {
    fc.assert(
      fc.property(masses, (given) => {
        const bounded = boundedMasses(given)
        const total = bounded.reduce((sum, each) => sum + each, 0)
        const share = largestShare(given.length)
        for (const [at, mass] of bounded.entries()) {
          expect(mass / total).toBeLessThanOrEqual(share + 1e-9)
          // Whoever lost mass has exactly its share: the bound takes no more than it must.
          if (mass < (given[at] ?? 0)) expect(mass / total).toBeCloseTo(share, 6)
        }
      })
    )
  })

  test('equals a search for the greatest mass that is within its share', () => {
    const sum = (given: readonly number[], most: number) =>
      given.reduce((all, mass) => all + Math.min(mass, most), 0)
    fc.assert(
      fc.property(masses, fc.nat(1_000), (given, neutral) => {
        const share = largestShare(given.length)
        let low = 0
        let high = Math.max(...given)
        for (let step = 0; step < 100; step += 1) {
          const middle = (low + high) / 2
          if (middle <= share * (neutral + sum(given, middle))) low = middle
          else high = middle
        }
        const found = Math.min(
          greatestMass(given, { neutral, senders: given.length }),
          Math.max(...given)
        )
        expect(found).toBeCloseTo(low, 3)
      })
    )
  })
})

describe('the shared lowest fare', () => {
  test('is the second lowest of three or more, and the lowest of fewer', () => {
    expect(sharedLowest([9, 5, 7])).toBe(7)
    expect(sharedLowest([9, 5])).toBe(5)
    expect(sharedHighest([9, 5, 7])).toBe(7)
  })

  test('moves by a further sender within the two lowest of the others only', () => {
    const others = fc.array(fc.integer({ min: 100, max: 1_000_000 }), { minLength: 2 })
    fc.assert(
      fc.property(others, fc.integer({ min: 1, max: 10_000_000 }), (honest, claim) => {
        const [first = 0, second = 0] = honest.toSorted((a, b) => a - b)
        const lowest = sharedLowest([...honest, claim])
        expect(lowest).toBeGreaterThanOrEqual(first)
        expect(lowest).toBeLessThanOrEqual(second)
      })
    )
  })
})
