import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { AlertCondition, isRaised, levelsOf } from '../../../pipelines/watch/alert-rule'
import { quietUntil } from '../../../pipelines/watch/quiet-hours'
import { RETRY_DELAYS_MS, retryDelay } from '../../../pipelines/watch/retry-schedule'
import { watchedValue } from '../../../pipelines/watch/watched-fare'

const trip = { market: 'LIS-JFK', departure_date: '2026-12-20', currency: 'EUR' }
const target = AlertCondition.parse({ kind: 'target_price', ...trip, amount: 400 })
const drop = AlertCondition.parse({ kind: 'price_drop', ...trip, percent: 20 })

/** States after each value, from a state that is not raised. */
function statesOf(condition: typeof target, values: readonly number[]): boolean[] {
  if (condition.kind === 'incident') throw new Error('not a measure')
  let state = false
  return values.map((value) => {
    state = isRaised(levelsOf(condition), value, state)
    return state
  })
}

test('a value that trembles at its limit raises once', () => {
  const values = [401, 400, 401, 399, 407, 408.1, 401]
  expect(statesOf(target, values)).toEqual([false, true, true, true, true, false, false])
  expect(statesOf(drop, [19, 20, 15, 11, 10, 19])).toEqual([false, true, true, true, false, false])
})

const NOW = Date.parse('2026-11-20T12:00:00Z')
const today = NOW / DAY_MS - 0.5

function snapshotWith(days: readonly (readonly [back: number, lowestMinor: number])[]) {
  return {
    schema: 2 as const,
    market: 'LIS-JFK' as const,
    version: 1,
    at: NOW,
    searches: { last: { '1h': 0, '24h': 0, '7d': 0, '30d': 0 }, byHour: [], byWeekday: [] },
    bookings30d: 0,
    fareGroups: [
      {
        cabin: 'economy' as const,
        roundTrip: false,
        currency: 'EUR',
        lastObservedAt: NOW,
        windows: {},
        airlines: {},
        departures: {
          '2026-12-20': days.map(([back, lowestMinor]) => ({
            day: today - back,
            lowestMinor,
            medianMinor: lowestMinor,
            count: 1,
          })),
        },
      },
    ],
  }
}

test('price rules measure the latest lowest fare, and its drop over a week', () => {
  if (target.kind !== 'target_price' || drop.kind !== 'price_drop') throw new Error('not a price')
  const snapshot = snapshotWith([
    [9, 90_000],
    [3, 50_000],
    [1, 45_000],
    [0, 40_000],
  ])
  expect(watchedValue(snapshot, target, NOW)).toBe(400)
  expect(watchedValue(snapshot, drop, NOW)).toBeCloseTo(20, 9)
  expect(watchedValue(snapshotWith([[2, 40_000]]), target, NOW)).toBeUndefined()
  expect(watchedValue(snapshotWith([[0, 40_000]]), drop, NOW)).toBeUndefined()
  expect(watchedValue(undefined, target, NOW)).toBeUndefined()
})

test('quiet hours hold until they end in their own time zone, over midnight too', () => {
  const quiet = { from: '22:00', to: '07:00', time_zone: 'America/New_York' }
  const at = (text: string) => Date.parse(text)
  expect(quietUntil(at('2026-11-20T03:30:20Z'), quiet)).toBe(at('2026-11-20T12:00:00Z'))
  expect(quietUntil(at('2026-11-20T11:59:00Z'), quiet)).toBe(at('2026-11-20T12:00:00Z'))
  expect(quietUntil(at('2026-11-20T12:00:00Z'), quiet)).toBe(at('2026-11-20T12:00:00Z'))
  const never = { ...quiet, to: '22:00' }
  expect(quietUntil(at('2026-11-20T03:30:00Z'), never)).toBe(at('2026-11-20T03:30:00Z'))
})

test('retries are spread over nearly a day, each moved by up to a fifth', () => {
  const total = RETRY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0)
  expect(total / DAY_MS).toBeGreaterThan(0.9)
  expect(total / DAY_MS).toBeLessThanOrEqual(1)
  expect([retryDelay(1, 0), retryDelay(1, 0.5), retryDelay(1, 1)]).toEqual([4_000, 5_000, 6_000])
  expect(retryDelay(RETRY_DELAYS_MS.length + 1, 0.5)).toBeUndefined()
})
