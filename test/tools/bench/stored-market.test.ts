import { expect, test } from 'vitest'
import { MAX_LOGGED_EVENTS } from '../../../pipelines/market/log/market-log'
import { storedMarket } from '../../../tools/bench/stored-market'
import { loadMarket } from '../../../workers/objects/log-store'

test('a stored market wakes with all its departures, days and logged events', () => {
  const now = Date.parse('2026-05-04T10:00:00Z')
  const { storage, bytes } = storedMarket({ fareGroups: 2, departures: 20, days: 3 }, now)
  const market = loadMarket(storage)
  expect(market?.mark).toMatchObject({ seq: MAX_LOGGED_EVENTS, checkpointed: 0 })
  expect(market?.state.version).toBe(2 * 3 + MAX_LOGGED_EVENTS)
  expect(
    [...(market?.state.fareGroups.values() ?? [])].map((each) => each.departures.size)
  ).toEqual([20, 20])
  expect(bytes.log / MAX_LOGGED_EVENTS).toBeLessThan(600)
  expect(bytes.chunks).toBeGreaterThan(1_000)
})
