import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { aggregateDays } from '../../../workers/jobs/aggregate-days'
import { backfillOf } from '../../../workers/jobs/backfill'
import { compactLake } from '../../../workers/jobs/compact-lake'
import { aggregated, emptyAggregates } from '../../build/aggregates'
import { bookingOf, NOON, offerOf, searchOf } from '../../build/curated-events'
import { breakingAt, emptyLake, putRaw, services } from '../../build/lake'
import { addKeys } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'

beforeAll(addKeys)
beforeEach(emptyAggregates)

async function rowsIn(table: string) {
  const { results } = await env.DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4, 8`).all()
  return results
}

test('the days of the lake are aggregated, by scope', async () => {
  expect(await aggregated([searchOf(), bookingOf()])).toMatchObject({ days: 1, more: false })
  await aggregated([searchOf()], LIVE)
  expect(await rowsIn('market_days')).toMatchObject([
    { scope: 'sandbox/live', market: 'LIS-JFK', day: '2026-11-20', searches: 1, bookings: 0 },
    { scope: 'sandbox/test', market: 'LIS-JFK', day: '2026-11-20', searches: 1, bookings: 1 },
  ])
  expect(await rowsIn('fare_days')).toMatchObject([
    { scope: 'sandbox/live', airline: '' },
    { scope: 'sandbox/live', airline: 'TP' },
    { scope: 'sandbox/test', airline: '', shown: 1, cheapest: 1, lowest_minor: 23_448 },
    { scope: 'sandbox/test', airline: 'TP', round_trip: 1, booking_window: '30-59' },
  ])
})

test('a second run reads nothing, and what came late is counted in its day', async () => {
  await aggregated([searchOf()])
  const before = await rowsIn('market_days')
  expect(await aggregateDays(services, services.now, [TEST])).toMatchObject({ days: 0, rows: 0 })
  expect(await rowsIn('market_days')).toEqual(before)
  await aggregated([searchOf({ id: 's-late', at: NOON - 40 * DAY_MS })])
  await aggregated([searchOf({ id: 's-2', offers: [offerOf({ amountMinor: 10_000 })] })])
  expect((await rowsIn('market_days')).map(({ day, searches }) => [day, searches])).toEqual([
    ['2026-10-11', 1],
    ['2026-11-20', 2],
  ])
  const [any] = await rowsIn('fare_days')
  expect(any).toMatchObject({ day: '2026-10-11', lowest_minor: 23_448 })
})

test('aggregates stay when their day has left the lake', async () => {
  await aggregated([searchOf()])
  await emptyLake()
  expect(await aggregateDays(services, services.now, [TEST])).toMatchObject({ days: 0 })
  expect(await rowsIn('market_days')).toHaveLength(1)
})

test('a run that breaks anywhere leaves what one whole run would', async () => {
  const events = [searchOf(), searchOf({ id: 's-2', at: NOON - DAY_MS }), bookingOf()]
  await aggregated(events)
  const whole = [await rowsIn('market_days'), await rowsIn('fare_days')]
  const counting = breakingAt({ fail: -1, when: 'before' })
  await aggregateDays(counting.services, services.now, [TEST])
  for (let fail = 1; fail <= counting.calls(); fail += 1) {
    await emptyAggregates()
    await putRaw('a', events)
    await compactLake(services, services.now, [TEST])
    const { services: breaking } = breakingAt({ fail, when: 'after' })
    await aggregateDays(breaking, services.now, [TEST]).catch(() => undefined)
    await env.DB.prepare('DELETE FROM leases').run()
    await aggregateDays(services, services.now, [TEST])
    expect([fail, await rowsIn('market_days'), await rowsIn('fare_days')]).toEqual([fail, ...whole])
  }
})

test('a backfill does the days that are missing, and no others', async () => {
  await aggregated([searchOf(), searchOf({ id: 's-2', at: NOON - 2 * DAY_MS })])
  await env.DB.prepare(`DELETE FROM aggregated_days WHERE day = '2026-11-18'`).run()
  const job = backfillOf('aggregate-days', '2026-11-01', '2026-11-20')
  expect(await job?.(services, services.now, [TEST])).toMatchObject({ days: 1, unchanged: 0 })
  expect(await job?.(services, services.now, [TEST])).toMatchObject({ days: 0, more: false })
  expect(backfillOf('compact-lake', '2026-11-01', '2026-11-20')).toBeUndefined()
})
