import { expect, test } from 'vitest'
import { valueAt } from '../../../models/statistics/value-at'

test('reads a value of any kind of list', () => {
  expect(valueAt([undefined, 'b'], 1)).toBe('b')
  expect(valueAt(Float32Array.of(0.5), 0)).toBe(0.5)
  expect(valueAt([0], 0)).toBe(0)
})

test.each([-1, 2, 0.5])('refuses index %d of a list of two', (index) => {
  expect(() => valueAt([1, 2], index)).toThrow(`index ${index} is outside of a list of 2`)
})
