import { expect, test } from 'vitest'
import {
  countFailure,
  FAILURE_WINDOW_MS,
  type Failures,
  isBlocked,
  MAX_FAILURES,
} from '../../../../workers/storage/account/failed-attempts'

test('an address is refused after too many unknown keys, another is not, and a minute later it is let in', () => {
  const failures: Failures = new Map()
  for (let count = 1; count < MAX_FAILURES; count += 1) countFailure(failures, 'a', 0)
  expect(isBlocked(failures, 'a', 1)).toBe(false)
  countFailure(failures, 'a', 1)
  expect(isBlocked(failures, 'a', 2)).toBe(true)
  expect(isBlocked(failures, 'b', 2)).toBe(false)
  expect(isBlocked(failures, 'a', FAILURE_WINDOW_MS)).toBe(false)
})
