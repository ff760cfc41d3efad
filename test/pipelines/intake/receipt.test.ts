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
  expect(receiptState({ accepted: 10, queued: true }, progress)).toBe(state)
})

test('a request of which nothing was accepted has nothing to wait for', () => {
  expect(receiptState({ accepted: 0, queued: true }, NOTHING)).toBe('counted')
})

test('reports an interrupted request until its messages are counted', () => {
  const unsent = { accepted: 10, queued: false }
  expect(receiptState(unsent, NOTHING)).toBe('unsent')
  expect(receiptState(unsent, { ...NOTHING, stored: 6, counted: 6 })).toBe('unsent')
  expect(receiptState(unsent, { ...NOTHING, stored: 10, counted: 10 })).toBe('counted')
})
