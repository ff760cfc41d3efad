import { expect, test } from 'vitest'
import { createWorkInFlight } from '../../../workers/metering/work-in-flight'
import type { WorkKind } from '../../../workers/metering/work-kind'

const MOST = 16

/** Enters until refused; returns how many were let in. */
function fill(work: ReturnType<typeof createWorkInFlight>, kind: WorkKind, most = MOST): number {
  let count = 0
  while (count < 1_000 && work.enter(kind, 0, most)) count += 1
  return count
}

test('jobs are refused first, then writes, and reads last', () => {
  const work = createWorkInFlight()
  expect(fill(work, 'job')).toBe(2)
  expect(fill(work, 'write')).toBe(6)
  expect(work.enter('job', 0, MOST)).toBeUndefined()
  expect(fill(work, 'read')).toBe(8)
  expect(work.enter('write', 0, MOST)).toBeUndefined()
  expect(work.requests()).toBe(MOST)
})

test('the state of the service is always answered', () => {
  const work = createWorkInFlight()
  fill(work, 'read')
  expect(work.enter('free', 0, MOST)).toBeDefined()
  expect(work.requests()).toBe(MOST)
})

test('an end makes room once, however often it is said', () => {
  const work = createWorkInFlight()
  const end = work.enter('read', 0, 1)
  expect(work.enter('read', 0, 1)).toBeUndefined()
  end?.()
  end?.()
  expect(work.requests()).toBe(0)
  expect(fill(work, 'read', 1)).toBe(1)
})

test('bodies in flight are bounded by their bytes, and one of any legal size is let in alone', () => {
  const work = createWorkInFlight()
  const end = work.enter('write', 20_000_000, MOST)
  expect(end).toBeDefined()
  expect(work.enter('write', 20_000_000, MOST)).toBeUndefined()
  expect(work.enter('write', 1_000_000, MOST)).toBeDefined()
  expect(work.enter('read', 0, MOST)).toBeDefined()
  end?.()
  expect(work.enter('write', 20_000_000, MOST)).toBeDefined()
})

/**
 * Promise: more requests at once than an isolate works on
 * Kept: reads that fit are answered, the rest are 503 `overloaded` with `Retry-After` at once
 */
test('of a burst five times as large as the limit, the reads that fit are let in and the rest refused', () => {
  const work = createWorkInFlight()
  const burst = Array.from({ length: 5 * MOST }, () => work.enter('read', 0, MOST))
  expect(burst.filter((end) => end !== undefined)).toHaveLength(MOST)
  for (const end of burst) end?.()
  expect(work.requests()).toBe(0)
})
