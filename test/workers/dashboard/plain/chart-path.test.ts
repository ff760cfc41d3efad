import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandPath, linePath, thinned } from '../../../../workers/dashboard/plain/chart-path'

describe('a line', () => {
  it('breaks where a value is missing', () => {
    expect(
      linePath([
        { x: 0, y: 1 },
        { x: 1, y: undefined },
        { x: 2, y: 3 },
        { x: 3, y: 4.06 },
      ])
    ).toBe('M0 1M2 3L3 4.1')
  })
})

describe('a band', () => {
  it('is one closed area for each run', () => {
    expect(
      bandPath([
        { x: 0, low: 5, high: 1 },
        { x: 1, low: 6, high: 2 },
        { x: 2, low: undefined, high: 0 },
        { x: 3, low: 7, high: 3 },
      ])
    ).toBe('M0 1L1 2L1 6L0 5ZM3 3L3 7Z')
  })
})

describe('a thinned series', () => {
  it('has four points a column at most, and every extreme', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), {
      minLength: 100,
      maxLength: 400,
    })
    fc.assert(
      fc.property(values, (all) => {
        const points = all.map((y, x) => ({ x, y }))
        const kept = thinned(points, 10)
        const heights = kept.map(({ y }) => y ?? 0)
        expect(kept.length).toBeLessThanOrEqual(44)
        expect(Math.max(...heights)).toBe(Math.max(...all))
        expect(Math.min(...heights)).toBe(Math.min(...all))
        expect(kept).toEqual(kept.toSorted((a, b) => a.x - b.x))
      })
    )
  })

  it('is as it was where there is room', () => {
    const points = [{ x: 0, y: 1 }]
    expect(thinned(points, 10)).toBe(points)
  })
})
