import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extentOf, place, ticksOf, valueAt } from '../../../../workers/dashboard/plain/chart-scale'

describe('a scale', () => {
  it('finds the value of a pixel again', () => {
    const scale = { domain: [100, 500], range: [0, 640] } as const
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 500 }), (value) => {
        expect(valueAt(scale, place(scale, value))).toBeCloseTo(value, 6)
      })
    )
  })

  it('puts the only value of a flat domain in the middle', () => {
    expect(place({ domain: [7, 7], range: [0, 10] }, 7)).toBe(5)
  })
})

describe('ticks', () => {
  it('are round, within the domain, and not too many', () => {
    expect(ticksOf(183, 507, 5)).toEqual([200, 300, 400, 500])
    const bounds = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true })
    )
    fc.assert(
      fc.property(bounds, fc.integer({ min: 1, max: 12 }), ([low, span], most) => {
        const ticks = ticksOf(low, low + span, most)
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - span * 1e-6)
          expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6))
        }
      })
    )
  })
})

describe('an extent', () => {
  it('has air, and does not fall below zero where no value does', () => {
    expect(extentOf([10, 20], 0.1)).toEqual([9, 21])
    expect(extentOf([0.1, 20], 0.1)?.[0]).toBe(0)
    expect(extentOf([-10, 10], 0.1)).toEqual([-12, 12])
  })

  it('is missing without a finite value', () => {
    expect(extentOf([Number.NaN])).toBeUndefined()
  })
})
