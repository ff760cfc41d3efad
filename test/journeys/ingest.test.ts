import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { booking, offer, search } from '../build/native-events'
import { addKeys, ask, NOW, post } from '../build/sandbox'

beforeAll(addKeys)

type Json = { data: Record<string, unknown>; links: Record<string, string> }

function settled(receiptId: string, key?: string) {
  return vi.waitUntil(
    async () => {
      const response = await ask(`/v1/events/receipts/${receiptId}`, key ? { key } : {})
      const { data } = await response.json<Json>()
      return data.state === 'counted' ? data : undefined
    },
    { timeout: 10_000, interval: 100 }
  )
}

test("stores and counts posted events and adds them to the market's features", async () => {
  const response = await post([
    search({ search_id: 'a' }),
    search({ search_id: 'b', price_offers: [offer(), offer({ price: 199, airline: 'UA' })] }),
    search({ search_id: 'a' }),
    booking(),
    search({ search_id: 'c', origin_airport: 'OPO', destination_airport: 'GVA' }),
    search({ search_id: 'd', currency: 'XXQ' }),
  ])
  expect(response.status).toBe(202)
  const { data, links } = await response.json<Json>()
  expect(data).toMatchObject({
    accepted: 4,
    duplicates: 1,
    rejected: [{ line: 6, problem: { pointer: '/currency', code: 'unknown-currency' } }],
  })
  expect(links.receipt).toBe(`/v1/events/receipts/${data.receipt_id}`)

  expect(await settled(String(data.receipt_id))).toMatchObject({
    state: 'counted',
    sent: 6,
    accepted: 4,
    duplicates: 1,
    rejected: 1,
    stored: 4,
    counted: 4,
    repeated: 0,
    dead_lettered: 0,
  })
  const snapshot = await env.MARKETS.getByName('sandbox/test/LIS-JFK').snapshot(Date.parse(NOW))
  expect(snapshot).toMatchObject({ bookings30d: 1, searches: { last: { '24h': 2 } } })
  expect(
    await env.MARKETS.getByName('sandbox/live/LIS-JFK').snapshot(Date.parse(NOW))
  ).toBeUndefined()
})

test('names events counted before in the receipt, not at the door', async () => {
  const first = await (await post(search({ search_id: 'again' }))).json<Json>()
  await settled(String(first.data.receipt_id))
  const second = await (await post(search({ search_id: 'again' }))).json<Json>()
  expect(second.data).toMatchObject({ accepted: 1, duplicates: 0 })
  expect(await settled(String(second.data.receipt_id))).toMatchObject({ counted: 0, repeated: 1 })
})
