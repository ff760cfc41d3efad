import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { permissionsIn } from '../../../pipelines/events/permission'
import { receive } from '../../../workers/ingest/receive'
import { connect } from '../../../workers/services'
import { broken, nativeSearches, offer, search } from '../../build/native-events'
import { addKeys, ask, NOW, post } from '../../build/sandbox'
import { TEST } from '../../build/scopes'

beforeAll(addKeys)

type Answer = {
  data: {
    receipt_id: string
    accepted: number
    duplicates: number
    rejected: { line: number; problem: { pointer: string; code: string; errors?: unknown[] } }[]
  }
}
const NDJSON = { 'content-type': 'application/x-ndjson' }

async function answer(response: Promise<Response>) {
  const { data } = await (await response).json<Answer>()
  return data
}

let serial = 0
function fresh(changes: object = {}) {
  serial += 1
  return search({ search_id: `fresh-${serial}`, ...changes })
}

describe('bodies', () => {
  test('one event, an array, lines, and gzip of each are read', async () => {
    const lines = () => `${JSON.stringify(fresh())}\n${JSON.stringify(fresh())}\n`
    expect(await answer(post(fresh()))).toMatchObject({ accepted: 1 })
    expect(await answer(post([fresh(), fresh()]))).toMatchObject({ accepted: 2 })
    expect(await answer(post(lines(), NDJSON))).toMatchObject({ accepted: 2 })
    expect(await answer(post(lines()))).toMatchObject({ accepted: 2 })
    const encoded = { ...NDJSON, 'content-encoding': 'gzip' }
    expect(await answer(post(await gzip(lines()), encoded))).toMatchObject({ accepted: 2 })
    const file = { 'content-type': 'application/gzip' }
    expect(await answer(post(await gzip(JSON.stringify([fresh()])), file))).toMatchObject({
      accepted: 1,
    })
    expect(await answer(post(await gzip(JSON.stringify(fresh()))))).toMatchObject({ accepted: 1 })
  })

  test('files of several gzip members are read whole', async () => {
    const member = async () => gzip(`${JSON.stringify(fresh())}\n`)
    const parts = new Uint8Array([...(await member()), ...(await member())])
    expect(await answer(post(parts, NDJSON))).toMatchObject({ accepted: 2 })
  })

  test('a bad line is named with pointer and reason, the others are taken', async () => {
    const lines = [
      JSON.stringify(fresh()),
      '{"search_id":',
      JSON.stringify(fresh({ price_offers: [offer({ price: -1 }), offer({ stops: 'x' })] })),
      JSON.stringify(fresh()),
    ].join('\n')
    const data = await answer(post(lines, NDJSON))
    expect(data).toMatchObject({
      accepted: 2,
      rejected: [
        { line: 2, problem: { pointer: '', code: 'malformed' } },
        { line: 3, problem: { pointer: '/price_offers/0/price', code: 'invalid' } },
      ],
    })
    expect(data.rejected[1]?.problem.errors).toHaveLength(2)
  })

  test('a bad offer is left out of its search and named', async () => {
    const search = fresh({ price_offers: [offer(), offer({ price: 0 }), offer()] })
    expect(await answer(post(JSON.stringify(search)))).toMatchObject({
      accepted: 1,
      rejected: [],
      left_out: 1,
      left_out_items: [{ line: 1, problem: { pointer: '/price_offers/1/price', code: 'invalid' } }],
    })
  })

  test.each([
    ['', 'application/json', 400, 'invalid-request'],
    ['[{', 'application/json', 400, 'invalid-request'],
    ['x=1', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['<a/>', 'application/xml', 400, 'invalid-request'],
    ['a,b', 'text/csv', 400, 'invalid-request'],
  ])('%j as %s is a %i problem', async (body, type, status, code) => {
    const response = await post(body, { 'content-type': type })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({
      code,
      detail: expect.stringMatching(/send|name one/i),
    })
  })

  test('another encoding is a 415 problem', async () => {
    expect((await post('{}', { 'content-encoding': 'br' })).status).toBe(415)
  })

  test('damaged gzip is a 400 problem', async () => {
    const whole = await gzip(JSON.stringify(fresh()))
    expect((await post(whole.slice(0, 40))).status).toBe(400)
  })

  test('too many events, too large a body and a gzip bomb are 413 problems', async () => {
    const many = new Array(10_001).fill('{}').join('\n')
    expect((await post(many, NDJSON)).status).toBe(413)
    expect((await post('x'.repeat(20_000_001), NDJSON)).status).toBe(413)
    const bomb = await gzip(' '.repeat(60_000_000))
    expect(bomb.length).toBeLessThan(100_000)
    expect((await post(bomb)).status).toBe(413)
  })
})

test('reading needs no write scope, sending does', async () => {
  expect((await post(fresh(), {}, 'sk_test_reads')).status).toBe(403)
  const { receipt_id } = await answer(post(fresh()))
  const path = `/v1/events/receipts/${receipt_id}`
  expect((await ask(path, { key: 'sk_test_reads' })).status).toBe(200)
})

test('a receipt is not found by a key of the other mode, nor when there is none', async () => {
  const { receipt_id } = await answer(post(fresh()))
  expect((await ask(`/v1/events/receipts/${receipt_id}`, { key: 'sk_live_all' })).status).toBe(404)
  expect((await ask('/v1/events/receipts/rcp_none')).status).toBe(404)
})

describe('an idempotency key', () => {
  const keyed = (key: string) => ({ 'idempotency-key': key })

  test('with the same body gives the same receipt, with another a conflict', async () => {
    const body = [fresh(), fresh({ currency: 'XXQ' })]
    const first = await post(body, keyed('k-1'))
    const second = await post(body, keyed('k-1'))
    expect([first.status, second.status]).toEqual([202, 202])
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    const { data } = await first.json<Answer>()
    expect((await second.json<Answer>()).data).toEqual(data)
    expect(data.rejected).toHaveLength(1)

    const other = await post([fresh()], keyed('k-1'))
    expect(other.status).toBe(409)
    expect(await other.json()).toMatchObject({ code: 'idempotency-conflict' })
  })

  test('belongs to its API key', async () => {
    expect((await post(fresh(), keyed('k-2'))).status).toBe(202)
    expect((await post(fresh(), keyed('k-2'), 'sk_test_other')).status).toBe(202)
  })

  test('used by two requests at once makes one receipt', async () => {
    const body = fresh()
    const data = await Promise.all([
      answer(post(body, keyed('k-3'))),
      answer(post(body, keyed('k-3'))),
    ])
    expect(data[0].receipt_id).toBe(data[1].receipt_id)
  })

  test('must be visible text', async () => {
    const response = await post(fresh(), keyed('a b'))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ location: 'header' }] })
  })

  test('finishes a request that failed half way, with the same messages', async () => {
    const sent: string[] = []
    const broken = queueOf(sent, 1)
    const services = { ...connect(env, { now: Date.parse(NOW), defer: () => {} }), events: broken }
    const entries = Array.from({ length: 400 }, (_, index) => ({
      line: index + 1,
      record: fresh({ price_offers: new Array(10).fill(offer()) }),
    }))
    const submission = {
      readAt: async () => ({ entries, source: 'native' }),
      principal: { keyId: 't', scope: TEST, permissions: permissionsIn('') },
      sender: {},
      idempotency: { key: 'k-4', bodyHash: 'same' },
    }
    await expect(receive(submission, services)).rejects.toThrow('The queue does not answer')
    const partly = [...sent]
    expect(partly.length).toBeGreaterThan(0)

    // Later, and after the market has counted what the first try sent.
    const later = { ...services, now: services.now + 60_000, events: queueOf(sent, 99) }
    const received = await receive(submission, later)
    expect(received).toMatchObject({ replayed: true, receipt: { accepted: 400 } })
    expect(sent.slice(partly.length, partly.length * 2)).toEqual(partly)
    const whole = sent.slice(partly.length)
    expect(received).toMatchObject({ receipt: { messages: whole.length } })

    await receive(submission, later)
    expect(sent).toHaveLength(partly.length + whole.length)
  })
})

test('the contract shows the event, its formats and its answers', async () => {
  const contract = await (await ask('/openapi.json')).json<{
    paths: Record<string, unknown>
    components: { schemas: Record<string, unknown> }
  }>()
  expect(contract.components.schemas).toMatchObject({
    SearchEvent: { properties: { price_offers: { maxItems: 1_000 } } },
    BookingEvent: { properties: { booking_id: {} } },
  })
  expect(Object.keys(contract.paths)).toEqual(
    expect.arrayContaining([
      '/v1/events',
      '/v1/events/receipts/{id}',
      '/v1/dead-letters',
      '/v1/dead-letters/{id}:replay',
    ])
  )
})

describe('whatever is sent, no line is lost and nothing is our fault', () => {
  const lines = fc.array(
    fc.oneof(
      fc.string(),
      fc.json(),
      nativeSearches.map((event) => JSON.stringify(event)),
      broken(nativeSearches).map((event) => JSON.stringify(event))
    ),
    { minLength: 1, maxLength: 20 }
  )

  test('lines', async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (given) => {
        const text = given.map((line) => line.replaceAll('\n', ' ')).join('\n')
        const sent = text.split('\n').filter((line) => line.trim() !== '').length
        const response = await post(text, NDJSON)
        expect(response.status).toBe(sent === 0 ? 400 : 202)
        if (sent === 0) return
        const { data } = await response.json<Answer>()
        expect(data.accepted + data.duplicates + data.rejected.length).toBe(sent)
      }),
      { numRuns: 150 }
    )
  }, 30_000)

  test('JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const response = await post(JSON.stringify(value))
        expect(response.status).toBe(202)
        const { data } = await response.json<Answer>()
        const sent = Array.isArray(value) ? value.length : 1
        expect(data.accepted + data.duplicates + data.rejected.length).toBe(sent)
      }),
      { numRuns: 150 }
    )
  }, 30_000)

  test('bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.uint8Array().map((tail) => new Uint8Array([0x1f, 0x8b, 8, 0, ...tail]))
    )
    const headers = fc.record({
      'content-type': fc.constantFrom(
        'application/json',
        'application/x-ndjson',
        'application/gzip'
      ),
      'content-encoding': fc.constantFrom('gzip', 'identity'),
    })
    await fc.assert(
      fc.asyncProperty(bytes, headers, async (body, given) => {
        expect([202, 400]).toContain((await post(body, given)).status)
      }),
      { numRuns: 150 }
    )
  }, 30_000)
})

/** Takes this many batches, then breaks. */
function queueOf(sent: string[], batches: number): Queue {
  let left = batches
  return new Proxy(env.EVENTS, {
    get: () => async (messages: Iterable<MessageSendRequest<string>>) => {
      if (left === 0) throw new Error('queue is down')
      left -= 1
      sent.push(...Array.from(messages, ({ body }) => body))
    },
  })
}

async function gzip(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
