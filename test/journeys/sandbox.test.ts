/** Sandbox markets behave as the API reference describes. */
import { beforeAll, expect, test } from 'vitest'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { SLOW_MARKET_DELAY_MS } from '../../models/airline/sandbox-markets'
import { addKeys, ask, NOW } from '../build/sandbox'

beforeAll(addKeys)

const DAY = utcDay(Date.parse(NOW) + 20 * DAY_MS)
const LIVE_DAY = utcDay(Date.now() + 20 * DAY_MS)

async function millis(path: string, key?: string): Promise<number> {
  const began = performance.now()
  const response = await ask(path, key === undefined ? {} : { key })
  expect(response.status).toBe(200)
  await response.text()
  return performance.now() - began
}

test('delays the slow market for test keys only', async () => {
  const path = (origin: string, destination: string, day: string) =>
    `/v1/price-insights?origin=${origin}&destination=${destination}&departure_date=${day}`
  expect(await millis(path('JAV', 'GOH', DAY))).toBeGreaterThanOrEqual(SLOW_MARKET_DELAY_MS)
  expect(await millis(path('GOH', 'JAV', DAY))).toBeLessThan(SLOW_MARKET_DELAY_MS)
  expect(await millis(path('JAV', 'GOH', LIVE_DAY), 'sk_live_all')).toBeLessThan(
    SLOW_MARKET_DELAY_MS
  )
})
