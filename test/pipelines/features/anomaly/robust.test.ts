import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  distanceOf,
  medianOf,
  spreadOf,
  usualOf,
} from '../../../../pipelines/features/anomaly/robust'

const price = fc.double({ min: 1, max: 1000, noNaN: true })

test('the median is the middle of the sorted values', () => {
  fc.assert(
    fc.property(fc.array(price, { minLength: 1, maxLength: 30 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b)
      const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0]
      expect(medianOf(values)).toBeCloseTo((low + high) / 2, 9)
    })
  )
  expect(medianOf([])).toBeUndefined()
})

test('one outlier never moves middle and spread beyond those of the others', () => {
  fc.assert(
    fc.property(
      fc.array(price, { minLength: 3, maxLength: 30 }),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      (values, outlier) => {
        const middle = medianOf([...values, outlier]) ?? Number.NaN
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values))
        expect(middle).toBeLessThanOrEqual(Math.max(...values))
        const range = Math.max(...values) - Math.min(...values)
        expect(spreadOf([...values, outlier], middle)).toBeLessThanOrEqual(1.4826 * range + 1e-9)
      }
    )
  )
})

test('needs enough observations for a usual value, and keeps the spread above its floor', () => {
  expect(usualOf([1, 1, 1], 4)).toBeUndefined()
  const usual = usualOf([1, 1, 1, 1], 4)
  expect(usual && distanceOf(2, usual, 0.5)).toBe(2)
})
