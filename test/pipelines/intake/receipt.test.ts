import { expect, test } from 'vitest'
import { receiptState } from '../../../pipelines/intake/receipt'

const NOTHING = { stored: 0, counted: 0, repeated: 0, deadLettered: 0 }

test.each([
  [NOTHING, 'queued'],
  [{ ...NOTHING, stored: 9, counted: 4 }, 'queued'],
  [{ ...NOTHING, stored: 10, counted: 9 }, 'stored'],
  [{ ...NOTHING, stored: 10, counted: 7, repeated: 3 }, 'counted'],
  [{ ...NOTHING, stored: 6, counted: 6, deadLettered: 4 }, 'dead_lettered'],
  [{ ...NOTHING, stored: 6, counted: 5, deadLettered: 4 }, 'stored'],
])('of ten events, %j is %s', (progress, state) => {
  expect(receiptState(10, progress)).toBe(state)
})

test('a request of which nothing was accepted has nothing to wait for', () => {
  expect(receiptState(0, NOTHING)).toBe('counted')
})
