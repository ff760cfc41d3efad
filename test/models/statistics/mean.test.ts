import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanOf } from '../../../models/statistics/mean'

test('unknown values change neither the sum nor the count', () => {
  const known = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 })
  fc.assert(
    fc.property(known, fc.nat(5), (values, gaps) => {
      let sum = 0
      for (const value of values) sum += value
      const mixed = [...Array.from({ length: gaps }, () => undefined), ...values, undefined]
      expect(meanOf(mixed)).toBe(sum / values.length)
    })
  )
})

test('without a known value there is no mean', () => {
  expect(meanOf([])).toBeUndefined()
  expect(meanOf([undefined])).toBeUndefined()
})
