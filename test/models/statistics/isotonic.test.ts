import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fewerBlocks, interpolated, isotonicBlocks } from '../../../models/statistics/isotonic'

test('neighbours that decrease are pooled to their mean', () => {
  const blocks = isotonicBlocks([
    { x: 1, y: 1 },
    { x: 2, y: 5 },
    { x: 3, y: 3 },
    { x: 4, y: 9 },
  ])
  expect(blocks).toEqual([
    { x: 1, y: 1, n: 1 },
    { x: 2.5, y: 4, n: 2 },
    { x: 4, y: 9, n: 1 },
  ])
})

const points = fc.array(
  fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: -20, max: 20 }) }),
  { minLength: 1, maxLength: 40 }
)

test('the map never decreases, and keeps the mean', () => {
  fc.assert(
    fc.property(points, (sample) => {
      const blocks = isotonicBlocks(sample)
      for (const [at, block] of blocks.entries()) {
        expect(block.y).toBeGreaterThan(blocks[at - 1]?.y ?? Number.NEGATIVE_INFINITY)
      }
      const sum = blocks.reduce((total, { y, n }) => total + y * n, 0)
      expect(sum).toBeCloseTo(sample.reduce((total, { y }) => total + y, 0))
    })
  )
})

test('joined blocks have enough points each, none is lost, and still none decreases', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 10 }), (sample, least) => {
      const joined = fewerBlocks(isotonicBlocks(sample), least)
      expect(joined.reduce((sum, { n }) => sum + n, 0)).toBe(sample.length)
      if (joined.length > 1)
        expect(Math.min(...joined.map(({ n }) => n))).toBeGreaterThanOrEqual(least)
      for (const [at, { y }] of joined.entries()) {
        expect(y).toBeGreaterThanOrEqual(joined[at - 1]?.y ?? Number.NEGATIVE_INFINITY)
      }
    })
  )
})

test('reads between knots on a line, and the end knots beyond them', () => {
  const knots = [
    [0.1, 0],
    [0.3, 0.1],
  ] as const
  expect([0, 0.1, 0.2, 0.3, 1].map((x) => interpolated(knots, x))).toEqual([
    0,
    0,
    expect.closeTo(0.05),
    0.1,
    0.1,
  ])
})
