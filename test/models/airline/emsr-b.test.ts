import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emsrB, lowestOpen, quantile } from '../../../models/airline/emsr-b'

type Step = { readonly fare: number; readonly mean: number; readonly deviation: number }

const ladders = fc
  .array(
    fc.record({
      fare: fc.integer({ min: 20, max: 900 }),
      mean: fc.double({ min: 0.5, max: 60, noNaN: true }),
      deviation: fc.double({ min: 0.2, max: 30, noNaN: true }),
    }),
    { minLength: 2, maxLength: 12 }
  )
  .map((steps) => steps.toSorted((a, b) => a.fare - b.fare))

function protect(steps: readonly Step[]): Float32Array {
  const protection = new Float32Array(steps.length)
  emsrB(
    steps.map(({ fare }) => fare),
    Float64Array.from(steps, ({ mean }) => mean),
    Float64Array.from(steps, ({ deviation }) => deviation ** 2),
    protection
  )
  return protection
}

/**
 * The textbook definition for one step: the seats y at which the higher steps, taken as one class, satisfy
 * average fare x P(demand > y) = fare. Solved by bisection on an integral.
 */
function slowProtection(steps: readonly Step[], step: number): number {
  const above = steps.slice(step + 1)
  const mean = above.reduce((sum, each) => sum + each.mean, 0)
  const deviation = Math.sqrt(above.reduce((sum, each) => sum + each.deviation ** 2, 0))
  const average = above.reduce((sum, each) => sum + each.fare * each.mean, 0) / mean
  const fare = steps[step]?.fare ?? 0
  let low = mean - 10 * deviation
  let high = mean + 10 * deviation
  for (let round = 0; round < 60; round += 1) {
    const seats = (low + high) / 2
    if (average * exceeded((seats - mean) / deviation) > fare) low = seats
    else high = seats
  }
  return Math.max(0, low)
}

/** P(Z > z) by Simpson's rule over the bell curve. */
function exceeded(z: number): number {
  const parts = 400
  const top = 10
  const width = (top - z) / parts
  const bell = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  let sum = bell(z) + bell(top)
  for (let part = 1; part < parts; part += 1) sum += bell(z + part * width) * (part % 2 ? 4 : 2)
  return (sum * width) / 3
}

describe('emsrB', () => {
  it('matches the protection levels of a slow version of the definition', () => {
    fc.assert(
      fc.property(ladders, (steps) => {
        const protection = protect(steps)
        for (let step = 0; step < steps.length - 1; step += 1) {
          // Never less than for the step above, which the definition alone does not ensure.
          const slow = Math.max(
            ...steps.slice(step, -1).map((_, index) => slowProtection(steps, step + index))
          )
          const average = steps[step + 1]?.fare ?? 0
          if (average === steps[step]?.fare) continue
          expect(protection[step]).toBeCloseTo(slow, 1)
        }
        expect(protection.at(-1)).toBe(0)
      }),
      { numRuns: 25 }
    )
  })

  it('keeps more from a step the less it pays', () => {
    fc.assert(
      fc.property(ladders, (steps) => {
        const protection = [...protect(steps)]
        expect(protection).toEqual(protection.toSorted((a, b) => b - a))
      })
    )
  })

  it('opens lower steps the more seats are left, and none without a seat', () => {
    fc.assert(
      fc.property(ladders, fc.integer({ min: 1, max: 400 }), (steps, remaining) => {
        const protection = protect(steps)
        const open = lowestOpen(protection, remaining) ?? 0
        expect(lowestOpen(protection, remaining + 1)).toBeLessThanOrEqual(open)
        expect(lowestOpen(protection, 0)).toBeUndefined()
      })
    )
  })
})

describe('quantile', () => {
  it('undoes the distribution', () => {
    for (const share of [0.0005, 0.02, 0.1, 0.5, 0.77, 0.99, 0.9999]) {
      expect(1 - exceeded(quantile(share))).toBeCloseTo(share, 6)
    }
  })
})
