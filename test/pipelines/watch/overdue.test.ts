import { expect, test } from 'vitest'
import { GRACE_MS, overdueSince } from '../../../pipelines/watch/overdue'

const HOUR = 3_600_000
/** Due every hour; the latest due was now. */
const now = 1_000 * HOUR
const dues = [now, now - HOUR, now - 2 * HOUR]

test('a job that ran at its last times is not overdue', () => {
  const attendance = { dues, succeededAt: now - HOUR + 5_000, since: 0 }
  expect(overdueSince(attendance, now + GRACE_MS)).toBeUndefined()
})

test('one missed run is no reason, two are', () => {
  const attendance = { dues, succeededAt: now - 2 * HOUR + 5_000, since: 0 }
  expect(overdueSince(attendance, now + GRACE_MS - 1)).toBeUndefined()
  expect(overdueSince(attendance, now + GRACE_MS)).toBe(now - HOUR)
})

test('a job that never succeeded is overdue once two of its times have passed', () => {
  const attendance = { dues, succeededAt: undefined, since: now - 90 * 60_000 }
  expect(overdueSince(attendance, now + GRACE_MS)).toBe(now - HOUR)
  expect(overdueSince({ ...attendance, since: now - 30 * 60_000 }, now + GRACE_MS)).toBeUndefined()
})
