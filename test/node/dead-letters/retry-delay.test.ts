import { expect, test } from 'vitest'
import { retryDelay } from '../../../workers/dead-letters/retry-delay'

test('doubles from two seconds and stays at ten minutes', () => {
  expect([1, 2, 3, 9].map(retryDelay)).toEqual([2, 4, 8, 512])
  expect([10, 11, 100, 5_000].map(retryDelay)).toEqual([600, 600, 600, 600])
})

test('lasts 15 hours over the 100 retries of the queue', () => {
  const seconds = Array.from({ length: 100 }, (_, at) => retryDelay(at + 1))
  const hours = seconds.reduce((sum, each) => sum + each, 0) / 3_600
  expect(hours).toBeGreaterThan(15)
  expect(hours).toBeLessThan(16)
})
