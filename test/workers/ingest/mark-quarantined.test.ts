import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { markQuarantined } from '../../../workers/ingest/mark-quarantined'
import { AT, offer, search } from '../../build/events'
import { TEST } from '../../build/scopes'

const PREFIX = 'sandbox/test/curated/quarantined_offers/'

test('marks an offer by its search and its place in the slate, the same when it comes again', async () => {
  const hidden = { ...offer(2), construction: 'hidden_city' as const }
  const events = [
    search({ id: 'a', offers: [offer(40_000)] }),
    search({ id: 'b', offers: [hidden, offer(40_000), offer(3, 'DL')] }),
  ]
  const part = { id: 'rcp_1-0000', receivedAt: AT, scope: TEST, events }
  const quarantined = [
    { event: 1, offer: 1, doubt: 'below_least' as const, expectedMinor: 39_000 },
    { event: 7, offer: 0, doubt: 'jump' as const, expectedMinor: undefined },
  ]
  await markQuarantined({ lake: env.LAKE }, part, quarantined)
  await markQuarantined({ lake: env.LAKE }, part, quarantined)
  const { objects } = await env.LAKE.list({ prefix: PREFIX })
  expect(objects.map(({ key }) => key.slice(PREFIX.length))).toEqual([
    'year=2026/month=05/day=04/10-rcp_1-0000-LIS-JFK.ndjson.gz',
  ])
  const object = await env.LAKE.get(objects[0]?.key ?? '')
  const packed = new Blob([(await object?.arrayBuffer()) ?? '']).stream()
  const text = await new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text()
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  ).toEqual([
    {
      search_id: 'b',
      position: 3,
      occurred_at: '2026-05-04T10:00:00.000Z',
      market: 'LIS-JFK',
      departure_date: '2026-06-10',
      airline: 'DL',
      amount_minor: 3,
      currency: 'EUR',
      doubt: 'below_least',
      expected_minor: 39_000,
    },
  ])
})

test('writes nothing for a message whose offers were all counted', async () => {
  const events = [search({ id: 'c', offers: [offer(40_000)] })]
  await markQuarantined(
    { lake: env.LAKE },
    { id: 'rcp_2-0000', receivedAt: AT, scope: TEST, events },
    []
  )
  const { objects } = await env.LAKE.list({ prefix: PREFIX })
  expect(objects.filter(({ key }) => key.includes('rcp_2'))).toEqual([])
})
