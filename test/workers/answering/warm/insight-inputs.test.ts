import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { RECENT_MS } from '../../../../pipelines/answers/evidence/status'
import { isStale } from '../../../../pipelines/answers/price-insight/look-ahead'
import { termEnd } from '../../../../workers/answering/warm/insight-inputs'

const NOW = Date.UTC(2026, 10, 20, 12)

/** Steps of an answer by the clock: the status and its words, the age of the outlook, the quarter. */
const stepsAt = (now: number, lastObservedAt: number) => [
  now - lastObservedAt > RECENT_MS,
  Math.floor((now - lastObservedAt) / DAY_MS),
  isStale(Math.floor(lastObservedAt / DAY_MS), now),
  Math.floor(now / 900_000),
]

test('nothing that an answer reads from its clock changes within its term', () => {
  const offset = fc.oneof(
    fc.integer({ min: 0, max: 2 * DAY_MS }),
    fc.integer({ min: 0, max: 200 }).map((quarters) => quarters * 900_000)
  )
  const age = fc.oneof(
    fc.integer({ min: 0, max: 12 * DAY_MS }),
    fc.integer({ min: 0, max: 12 }).map((days) => days * DAY_MS)
  )
  fc.assert(
    fc.property(offset, age, fc.integer({ min: 0, max: 900_000 }), (after, old, later) => {
      const now = NOW + after
      const end = termEnd(now, now - old)
      if (end === undefined || now + later >= end) return
      expect(stepsAt(now + later, now - old)).toEqual(stepsAt(now, now - old))
    }),
    { numRuns: 2_000 }
  )
})

test('an answer on the instant of a step has no term', () => {
  expect(termEnd(NOW, NOW - 1)).toBeUndefined()
  expect(termEnd(NOW + 1, NOW + 1 - DAY_MS)).toBeUndefined()
  expect(termEnd(NOW + 1, NOW)).toBe(NOW + 900_000)
})
