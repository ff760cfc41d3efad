import { expect, test } from 'vitest'
import { indexedBy } from '../../../models/prior/price-index'

const index = new Map([
  [10, 100],
  [12, 120],
])

test('is the logarithm of a quarter over the mean of the base quarters', () => {
  expect(indexedBy(index, [10, 12], 12)).toBeCloseTo(Math.log(120 / 110), 12)
})

test('takes the first and the last value outside of the index', () => {
  expect(indexedBy(index, [10], 1)).toBe(0)
  expect(indexedBy(index, [10], 99)).toBeCloseTo(Math.log(1.2), 12)
})

test('changes nothing without an index', () => {
  expect(indexedBy(undefined, [10], 12)).toBe(0)
  expect(indexedBy(new Map(), [10], 12)).toBe(0)
})
