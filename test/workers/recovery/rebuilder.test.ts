import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { asSent } from '../../../pipelines/market/exchange'
import { packParts } from '../../../pipelines/market/market-batch'
import { searchOf } from '../../build/curated-events'
import { putKeys } from '../../build/keys'
import { emptyLake } from '../../build/lake'
import { booking, offer, search } from '../../build/native-events'
import { addKeys, ask, NOW, post } from '../../build/sandbox'

const Slice = z.object({
  data: z.object({ events: z.number(), after: z.string().nullable() }),
})

beforeAll(addKeys)
beforeEach(emptyLake)

const objectOf = (market: string) => env.MARKETS.getByName(`sandbox/test/${market}`)
const snapshotOf = (market: string) => objectOf(market).snapshot(Date.parse(NOW))

async function counted(body: unknown): Promise<void> {
  const { data } = await (await post(body)).json<{ data: { receipt_id: string } }>()
  await vi.waitUntil(
    async () => {
      const receipt = await ask(`/v1/events/receipts/${data.receipt_id}`)
      return (await receipt.json<{ data: { state: string } }>()).data.state === 'counted'
    },
    { timeout: 10_000, interval: 50 }
  )
}

/** Returns the events that were read. */
async function rebuild(run: string, market?: string): Promise<number> {
  let events = 0
  for (let after: string | null | undefined; after !== null; ) {
    const response = await ask('/v1/lake:rebuild', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ run, ...(market && { market }), ...(after && { after }) }),
    })
    const { data } = Slice.parse(await response.json())
    events += data.events
    after = data.after
  }
  return events
}

test('markets made anew from raw equal those that were counted, and a repeat changes nothing', async () => {
  for (let n = 0; n < 6; n += 1) {
    await counted([
      search({ search_id: `a-${n}`, price_offers: [offer({ price: 100 + n }), offer()] }),
      search({ search_id: `b-${n}`, origin_airport: 'OPO', destination_airport: 'GVA' }),
      booking({ booking_id: `c-${n}` }),
    ])
  }
  const all = () => Promise.all([snapshotOf('LIS-JFK'), snapshotOf('OPO-GVA')])
  const before = await all()
  expect(before[0]?.searches.last['24h']).toBe(6)
  expect(await rebuild('first')).toBe(18)
  expect(await all()).toEqual(before)
  await rebuild('first')
  expect(await all()).toEqual(before)
}, 60_000)

/**
 * Promise: a market object is wrong or lost
 * Kept: `npm run lake -- rebuild --market M` makes it anew from raw, equal to the one that was
 * counted
 */
test('a market that counted what is not in raw is mended alone, and is listed again', async () => {
  await counted(search({ search_id: 'd', origin_airport: 'MAD', destination_airport: 'LHR' }))
  const before = await snapshotOf('MAD-LHR')
  await env.DB.prepare("DELETE FROM known_markets WHERE market = 'MAD-LHR'").run()
  const stray = searchOf({ id: 'stray', market: 'MAD-LHR' })
  await objectOf('MAD-LHR').applyParts(
    packParts([{ id: 'stray', events: [stray] }], asSent),
    stray.at
  )
  expect(await snapshotOf('MAD-LHR')).not.toEqual(before)

  expect(await rebuild('mend', 'MAD-LHR')).toBe(1)
  expect(await snapshotOf('MAD-LHR')).toEqual(before)
  const listed = env.DB.prepare("SELECT market FROM known_markets WHERE market = 'MAD-LHR'")
  expect((await listed.all()).results).toHaveLength(1)
})

test('a key that may not run jobs is refused', async () => {
  await putKeys([{ id: 'reader', key: 'sk_test_rebuild_reader', scopes: 'lake:read' }])
  const response = await ask('/v1/lake:rebuild', {
    method: 'POST',
    key: 'sk_test_rebuild_reader',
    headers: { 'content-type': 'application/json' },
    body: '{"run":"x"}',
  })
  expect(response.status).toBe(403)
})
