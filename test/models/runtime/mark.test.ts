import { expect, test } from 'vitest'
import { markOf } from '../../../models/runtime/mark'

test('equal marks mean the very same object', () => {
  const [one, other] = [{ fares: [] }, { fares: [] }]
  expect(markOf(one)).toBe(markOf(one))
  expect(markOf(one)).not.toBe(markOf(other))
  expect(markOf(undefined)).toBeUndefined()
})
