import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grantLease, type QuotaWindow, WINDOW_MS } from '../../../workers/metering/quota-window'

const AT = 100 * WINDOW_MS + 20_000
const request = (changes: object = {}) => ({
  holder: 'a',
  limit: 60_000,
  needs: [],
  owed: 0,
  unspent: 0,
  ...changes,
})

test('grants a lease of a five-hundredth of the quota and says when the minute ends', () => {
  const { lease } = grantLease(undefined, request(), AT)
  expect(lease).toEqual({ granted: 120, remaining: 59_880, size: 120, resetMs: 40_000 })
})

test('grants less to an isolate that has units left, and nothing more than it lacks', () => {
  expect(grantLease(undefined, request({ unspent: 100 }), AT).lease.granted).toBe(20)
  expect(grantLease(undefined, request({ unspent: 500 }), AT).lease.granted).toBe(0)
})

test('grants waiting requests in order, and lets a small one pass a large one that does not fit', () => {
  const { lease } = grantLease(undefined, request({ limit: 10, needs: [8, 5, 2] }), AT)
  expect(lease.granted).toBe(10)
})

test('counts what an isolate spent before it had a lease', () => {
  const { window, lease } = grantLease(undefined, request({ limit: 10, owed: 12, needs: [1] }), AT)
  expect(lease).toMatchObject({ granted: 0, remaining: 0 })
  expect(window.granted).toBe(12)
})

test('begins anew with the next minute', () => {
  const { window } = grantLease(undefined, request({ limit: 10, needs: [10] }), AT)
  expect(grantLease(window, request({ limit: 10, needs: [1] }), AT).lease.granted).toBe(0)
  expect(grantLease(window, request({ limit: 10, needs: [1] }), AT + WINDOW_MS).lease.granted).toBe(
    1
  )
})

test('never grants more than the quota, whoever requests it', () => {
  const requests = fc.array(
    fc.record({
      holder: fc.constantFrom('a', 'b', 'c'),
      needs: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 4 }),
      unspent: fc.nat(50),
    }),
    { maxLength: 40 }
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), requests, (limit, all) => {
      let window: QuotaWindow | undefined
      let granted = 0
      for (const each of all) {
        const given = grantLease(window, { ...each, limit, owed: 0 }, AT)
        window = given.window
        granted += given.lease.granted
        expect(given.lease.remaining).toBe(limit - granted)
      }
      expect(granted).toBeLessThanOrEqual(limit)
    })
  )
})
