/** Posts documents of distribution systems and feeds. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { amadeusOffer } from '../../build/documents'
import { ndc152 } from '../../build/ndc-documents'
import { addKeys, ask, post } from '../../build/sandbox'

beforeAll(addKeys)

type Rejected = { line: number; problem: { pointer: string; code: string; detail: string } }
type Answer = {
  data: {
    receipt_id: string
    source: string
    offers: number
    accepted: number
    duplicates: number
    rejected: Rejected[]
  }
  links: { receipt: string; document?: string }
}
const XML = { 'content-type': 'application/xml' }
const priceless = { ...amadeusOffer, id: '2', price: undefined, travelerPricings: [] }

async function settled(receiptId: string) {
  return vi.waitUntil(
    async () => {
      const response = await ask(`/v1/events/receipts/${receiptId}`)
      const { data } = await response.json<{ data: { state: string } }>()
      return data.state === 'counted' ? data : undefined
    },
    { timeout: 10_000, interval: 100 }
  )
}

async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

test('an XML document, and gzip of it, is read, counted, and named in its receipt', async () => {
  const response = await post(ndc152, XML)
  expect(response.status).toBe(202)
  const { data } = await response.json<Answer>()
  expect(data).toMatchObject({ source: 'ndc', offers: 1, accepted: 1, rejected: [] })
  expect(await settled(data.receipt_id)).toMatchObject({ source: 'ndc', sent: 1, counted: 1 })

  const again = await post(await gzip(ndc152), { 'content-type': 'text/xml; charset=utf-8' })
  const { data: repeated } = await again.json<Answer>()
  expect(await settled(repeated.receipt_id)).toMatchObject({ counted: 0, repeated: 1 })

  const raw = await env.LAKE.list({ prefix: 'sandbox/test/raw/' })
  const texts = await Promise.all(
    raw.objects.map(async ({ key }) => {
      const body = (await env.LAKE.get(key))?.body
      return new Response(body?.pipeThrough(new DecompressionStream('gzip'))).text()
    })
  )
  expect(texts.join()).toContain('"source":"ndc"')
  expect(texts.join()).toContain('"flights":{"direction":["outbound"')
})

test('XML in another encoding is read as it declares', async () => {
  const declared = ndc152.replace('UTF-8', 'ISO-8859-1').replace('shop-1', 'shop-\u00e9')
  const bytes = Uint8Array.from(declared, (character) => character.charCodeAt(0))
  const { data } = await (await post(bytes, XML)).json<Answer>()
  expect(data).toMatchObject({ source: 'ndc', accepted: 1 })
  const unknown = await post(ndc152.replace('UTF-8', 'KLINGON-8'), XML)
  expect(unknown.status).toBe(400)
})

test('a JSON document is recognised, and the source can be named', async () => {
  const document = { data: [{ ...amadeusOffer, id: 'a' }] }
  const { data } = await (await post(document)).json<Answer>()
  expect(data).toMatchObject({ source: 'amadeus', offers: 1, accepted: 1 })
  const wrong = await ask('/v1/events?source=sabrina', { method: 'POST', body: '{}' })
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({ errors: [{ location: 'query', pointer: '/source' }] })
})

describe('a document of which something is rejected', () => {
  test('is kept as it was sent, listed, shown, and read again on demand', async () => {
    const document = JSON.stringify({ data: [{ ...amadeusOffer, id: 'kept' }, priceless] })
    const response = await post(document)
    const { data, links } = await response.json<Answer>()
    expect(data).toMatchObject({
      source: 'amadeus',
      accepted: 1,
      rejected: [{ line: 2, problem: { pointer: '/data/1', code: 'no-price' } }],
    })
    expect(links.document).toBe(`/v1/dead-letters/${data.receipt_id}/content`)
    expect(await settled(data.receipt_id)).toMatchObject({ set_aside: true, sent: 2, rejected: 1 })

    const content = await ask(String(links.document))
    expect(await content.text()).toBe(document)
    const list = await ask('/v1/dead-letters')
    expect((await list.json<{ data: object[] }>()).data).toContainEqual(
      expect.objectContaining({
        kind: 'document',
        id: data.receipt_id,
        reason: expect.stringContaining('no-price at /data/1'),
      })
    )

    const replay = await ask(`/v1/dead-letters/${data.receipt_id}:replay`, { method: 'POST' })
    expect(replay.status).toBe(202)
    const { links: after } = await replay.json<Answer>()
    const receipt = await settled(after.receipt.split('/').at(-1) ?? '')
    expect(receipt).toMatchObject({
      source: 'amadeus',
      accepted: 1,
      counted: 0,
      repeated: 1,
      rejected: 1,
      set_aside: false,
    })
  })

  test('is kept also when it came as gzip', async () => {
    const document = JSON.stringify({ data: [priceless] })
    const { data, links } = await (await post(await gzip(document))).json<Answer>()
    expect(data).toMatchObject({ accepted: 0, rejected: [{ line: 1 }] })
    expect(await (await ask(String(links.document))).text()).toBe(document)
  })

  test('is not there for a key of the other mode', async () => {
    const { data } = await (await post({ data: [priceless, priceless] })).json<Answer>()
    const path = `/v1/dead-letters/${data.receipt_id}/content`
    expect((await ask(path, { key: 'sk_live_all' })).status).toBe(404)
    expect((await ask('/v1/dead-letters/none/content')).status).toBe(404)
  })
})

test('what a search is refused for at the door names the search', async () => {
  const early = { 'fareline-now': '2027-06-01T00:00:00Z' }
  const document = { data: [{ ...amadeusOffer, id: 'late' }] }
  const { data } = await (await post(document, early)).json<Answer>()
  expect(data).toMatchObject({
    accepted: 0,
    rejected: [
      { problem: { pointer: '/departure_date', detail: expect.stringContaining('search "') } },
    ],
  })
})

test('an error answer and one without offers are understood, not kept', async () => {
  const error = { errors: [{ status: 500, code: 141, title: 'SYSTEM ERROR HAS OCCURRED' }] }
  const first = await (await post(error)).json<Answer>()
  expect(first.data).toMatchObject({
    source: 'amadeus',
    accepted: 0,
    rejected: [{ problem: { code: 'error-response', detail: 'SYSTEM ERROR HAS OCCURRED' } }],
  })
  expect(first.links.document).toBeUndefined()
  const response = await ask('/v1/events?source=amadeus', {
    method: 'POST',
    body: '{"data":[]}',
    headers: { 'content-type': 'application/json' },
  })
  expect((await response.json<Answer>()).data.rejected).toMatchObject([
    { problem: { code: 'no-offers' } },
  ])
})

const LAUGHS = `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(999)}">]><a>&b;</a>`
test.each([
  ['entities', LAUGHS],
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
  ['great depth', '<a>'.repeat(100_000)],
  ['no end', ndc152.slice(0, -30)],
  ['no known root', '<catalogue><book/></catalogue>'],
])('XML with %s is refused in milliseconds', async (_, body) => {
  const began = performance.now()
  const response = await post(body, XML)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid-request' })
  expect(performance.now() - began).toBeLessThan(500)
})

describe('a CSV feed', () => {
  const columns = JSON.stringify({
    fields: {
      search_id: 'search',
      origin_airport: 'from',
      destination_airport: 'to',
      departure_date: { column: 'day', unit: 'DD.MM.YYYY' },
      currency: { constant: 'EUR' },
      airline: 'carrier',
      price: { column: 'cents', unit: 'minor' },
    },
  })
  const csv = [
    'search,from,to,day,carrier,cents',
    'f-1,LIS,JFK,20.12.2026,TP,23448',
    'f-1,LIS,JFK,20.12.2026,UA,19900',
    'f-2,LIS,JFK,20.12.2026,UA,',
  ].join('\n')
  const feed = { method: 'POST', body: csv, headers: { 'content-type': 'text/csv' } }

  test('is read by the map in the query or in a header, line by line', async () => {
    const first = await ask(`/v1/events?columns=${encodeURIComponent(columns)}`, feed)
    const { data, links } = await first.json<Answer>()
    expect(data).toMatchObject({
      source: 'csv',
      offers: 2,
      accepted: 1,
      rejected: [{ line: 4, problem: { pointer: '/price', code: 'no-price' } }],
    })
    // A feed may contain shoppers.
    expect(links.document).toBeUndefined()
    await settled(data.receipt_id)
    const second = await post(csv, { 'content-type': 'text/csv', 'fareline-columns': columns })
    const { data: repeated } = await second.json<Answer>()
    expect(await settled(repeated.receipt_id)).toMatchObject({ counted: 0, repeated: 1 })
  })

  test.each([
    ['{', 'must be JSON'],
    ['{"fields":{"price":"cents"}}', 'must be mapped'],
    [columns.replace('DD.MM', 'AA.BB'), 'columns'],
  ])('with the map %s is a 400 that says why', async (map, why) => {
    const response = await ask(`/v1/events?columns=${encodeURIComponent(map)}`, feed)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      detail: expect.stringContaining(why),
      errors: expect.arrayContaining([
        expect.objectContaining({
          location: 'query',
          pointer: expect.stringContaining('/columns'),
        }),
      ]),
    })
  })
})

test('a document with an idempotency key is read at the clock it first came at', async () => {
  const key = { 'idempotency-key': 'document-1' }
  const document = { data: [{ ...amadeusOffer, id: 'once' }] }
  const first = await (await post(document, key)).json<Answer>()
  const later = { ...key, 'fareline-now': '2026-11-21T00:00:00Z' }
  const second = await post(document, later)
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect((await second.json<Answer>()).data).toEqual(first.data)
})
