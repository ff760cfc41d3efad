import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DAY_MS, utcDay } from '../../../models/airline/calendar'
import { type Market, marketOf } from '../../../models/airline/market'
import { PriceCalendar } from '../../../pipelines/answers/price-calendar/price-calendar-wire'
import type { SearchEvent } from '../../../pipelines/events/event'
import { packBatch } from '../../../pipelines/market/market-batch'
import { marketObjectName } from '../../../workers/storage/market-name'
import { putKeys, READ_SCOPES } from '../../build/keys'
import { TEST } from '../../build/scopes'

const NOW = Date.now()
const Body = z.object({ data: PriceCalendar })

const inDays = (days: number) => utcDay(NOW + days * DAY_MS)

beforeAll(async () => {
  await putKeys([{ id: 'c1', key: 'sk_test_calendar', scopes: READ_SCOPES }])
  await seen(marketOf('VNO', 'RIX'), 40_00)
  await seen(marketOf('RIX', 'VNO'), 60_00)
})

/** Departures 10 to 29 days ahead, a unit dearer each day. */
async function seen(market: Market, fare: number) {
  const events = Array.from(
    { length: 20 },
    (_, index): SearchEvent => ({
      type: 'search',
      id: `${market}-${index}`,
      at: NOW - 1_000,
      receivedAt: NOW,
      market,
      departureDate: inDays(10 + index),
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
      shopper: {},
      offers: [{ airline: 'BT', stops: 0, amountMinor: fare + index * 100 }],
    })
  )
  const object = env.MARKETS.getByName(marketObjectName(market, TEST))
  await object.apply(packBatch(market, events), NOW)
}

function ask(more: string): Promise<Response> {
  const headers = { authorization: 'Bearer sk_test_calendar' }
  const path = `/v1/price-calendar?origin=VNO&destination=RIX&${more}`
  return exports.default.fetch(`https://fareline.test${path}`, { headers })
}

test('a range is returned day by day, with the cheapest day', async () => {
  const response = await ask(`from=${inDays(10)}&to=${inDays(40)}`)
  const { data } = Body.parse(await response.json())
  expect(data.entries).toHaveLength(31)
  expect(data.cheapest).toMatchObject({ departure_date: inDays(10), price: { amount: '40.00' } })
  expect(data.entries[19]).toMatchObject({ status: 'observed', observed_on: utcDay(NOW - 1_000) })
  expect(data.entries[25]?.status).toBe('estimated')
})

test('a calendar is a decision that replays, with a stay from both of its markets', async () => {
  const replay = async (more: string) => {
    const response = await ask(`from=${inDays(10)}&to=${inDays(12)}${more}`)
    const { data } = Body.parse(await response.json())
    const headers = { authorization: 'Bearer sk_test_calendar' }
    const path = `https://fareline.test/v1/decisions/${data.decision_id}`
    await vi.waitFor(
      async () => expect((await exports.default.fetch(path, { headers })).status).toBe(200),
      { timeout: 15_000, interval: 100 }
    )
    return exports.default.fetch(`${path}:replay`, { method: 'POST', headers })
  }
  expect(await (await replay('&view=week')).json()).toMatchObject({ data: { matches: true } })
  expect(await (await replay('&stay=1-2')).json()).toMatchObject({ data: { matches: true } })
})

test('a stay adds the way back', async () => {
  const response = await ask(`from=${inDays(10)}&to=${inDays(11)}&stay=1-2`)
  const { data } = Body.parse(await response.json())
  expect(data.entries).toHaveLength(4)
  expect(data.cheapest).toMatchObject({
    departure_date: inDays(10),
    return_date: inDays(11),
    status: 'observed',
    price: { amount: '101.00', currency: 'EUR' },
  })
})

test('a week view has one entry a week', async () => {
  const response = await ask(`from=${inDays(10)}&to=${inDays(24)}&view=week`)
  const { data } = Body.parse(await response.json())
  expect(data.entries.length).toBeGreaterThanOrEqual(3)
  expect(data.entries.length).toBeLessThanOrEqual(4)
})

test.each([
  ['/from', `from=${inDays(-2)}&to=${inDays(5)}`],
  ['/to', `from=${inDays(5)}&to=${inDays(3)}`],
  ['/to', `from=${inDays(1)}&to=${inDays(300)}`],
  ['/stay', `from=${inDays(1)}&to=${inDays(2)}&stay=9-3`],
  ['/stay', `from=${inDays(1)}&to=${inDays(150)}&stay=0-60`],
  ['/view', `from=${inDays(1)}&to=${inDays(2)}&view=year`],
])('names %s when it does not fit', async (pointer, query) => {
  const response = await ask(query)
  expect(response.status).toBe(400)
  const { errors } = z
    .object({ errors: z.array(z.object({ pointer: z.string() })) })
    .parse(await response.json())
  expect(errors.map((error) => error.pointer)).toContain(pointer)
})
