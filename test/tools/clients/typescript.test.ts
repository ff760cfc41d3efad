/** The shipped TypeScript client against a local server, and against hosts that misbehave. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createFareline,
  type Fareline,
  FarelineProblem,
  items,
  unwrap,
  verifyWebhook,
} from '../../../clients/typescript/src/index'
import { DAY_MS, utcDay } from '../../../models/airline/calendar'
import { freePort } from '../../../tools/server/free-port'
import { type Server, startServer } from '../../../tools/server/server'

const KEY = 'sk_test_sandbox'
const QUICK = { attempts: 3, maxWaitMs: 20 }

describe('against a served Worker', () => {
  let folder = ''
  let server: Server
  let fareline: Fareline

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fareline-client-'))
    server = await startServer(await freePort(18_700), folder)
    fareline = createFareline({ baseUrl: server.url, key: KEY })
  })
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('an insight is answered with its typed fields', async () => {
    const departure_date = utcDay(Date.now() + 30 * DAY_MS)
    const query = { origin: 'LIS', destination: 'JFK', departure_date }
    const { data } = await unwrap(fareline.GET('/v1/price-insights', { params: { query } }))
    expect(data.market).toBe('LIS-JFK')
    expect(data.decision_id).toMatch(/^dec_/)
  })

  test('a refused request throws its problem with the field', async () => {
    const query = { origin: 'LIS', destination: 'JFK', departure_date: 'soon' }
    const call = fareline.GET('/v1/price-insights', { params: { query } })
    await expect(call).rejects.toMatchObject({ status: 400, code: 'invalid-request' })
    const problem = await call.catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(FarelineProblem)
    expect((problem as FarelineProblem).errors).toMatchObject([{ pointer: '/departure_date' }])
  })

  test('a wrong key throws status 401', async () => {
    const stranger = createFareline({ baseUrl: server.url, key: 'sk_test_stranger' })
    await expect(stranger.GET('/v1/jobs')).rejects.toMatchObject({ status: 401 })
  })

  test('every entry of a list is read, page after page', async () => {
    for (const name of ['first', 'second', 'third']) {
      const body = { name, scopes: ['insights:read' as const] }
      await unwrap(fareline.POST('/v1/api-keys', { body }))
    }
    const names: string[] = []
    for await (const key of items(fareline, unwrap(fareline.GET('/v1/api-keys')))) {
      names.push(key.name)
    }
    expect(names).toEqual(expect.arrayContaining(['first', 'second', 'third']))
  })
})

/** A client of a host that gives the answers one after the other, and the requests it saw. */
function clientOf(...answers: readonly (Response | Error)[]) {
  const seen: Request[] = []
  const fetch = async (request: Request) => {
    seen.push(request)
    const answer = answers[seen.length - 1] ?? Response.json({ data: [], meta: {}, links: {} })
    if (answer instanceof Error) throw answer
    return answer
  }
  const fareline = createFareline({ baseUrl: 'https://fares.test', key: KEY, retry: QUICK, fetch })
  return { fareline, seen }
}

const busy = (retryAfter: string) =>
  new Response('{}', { status: 503, headers: { 'retry-after': retryAfter } })

describe('against a host that misbehaves', () => {
  test('a request to a busy service is repeated', async () => {
    const { fareline, seen } = clientOf(busy('0'), busy('0'))
    await unwrap(fareline.GET('/v1/jobs'))
    expect(seen).toHaveLength(3)
  })

  test('a service that stays busy is given up', async () => {
    const { fareline, seen } = clientOf(busy('0'), busy('0'), busy('0'))
    await expect(fareline.GET('/v1/jobs')).rejects.toMatchObject({ status: 503 })
    expect(seen).toHaveLength(3)
  })

  test('a wait longer than allowed gives the answer back at once', async () => {
    const { fareline, seen } = clientOf(busy('3600'))
    await expect(fareline.GET('/v1/jobs')).rejects.toMatchObject({ status: 503 })
    expect(seen).toHaveLength(1)
  })

  test('a lost answer is repeated for a read, not for a write without a key', async () => {
    const read = clientOf(new Error('reset'))
    await unwrap(read.fareline.GET('/v1/jobs'))
    expect(read.seen).toHaveLength(2)
    const write = clientOf(new Error('reset'))
    const params = { path: { name: 'compact-lake' } }
    await expect(write.fareline.POST('/v1/jobs/{name}:run', { params })).rejects.toThrow('reset')
    expect(write.seen).toHaveLength(1)
  })

  test('an answer that is no problem document still names its status', async () => {
    const { fareline } = clientOf(new Response('<html>', { status: 404 }))
    await expect(fareline.GET('/v1/jobs')).rejects.toMatchObject({
      status: 404,
      code: 'unreadable',
      errors: [],
    })
  })

  test('links are followed to the same host only', async () => {
    const { fareline } = clientOf()
    await expect(fareline.follow('https://other.test/v1/jobs')).rejects.toThrow('another host')
  })

  test('pages end where no next link is', async () => {
    const page = (data: number[], next?: string) =>
      Response.json({ data, links: next ? { next } : {} })
    const { fareline, seen } = clientOf(page([3], '/v1/things?after=3'), page([4]))
    const found: number[] = []
    const first = { data: [1, 2], links: { next: '/v1/things?after=2' } }
    for await (const entry of items(fareline, first)) found.push(entry)
    expect(found).toEqual([1, 2, 3, 4])
    expect(seen.map(({ url }) => new URL(url).search)).toEqual(['?after=2', '?after=3'])
  })
})

describe('webhooks', () => {
  const secret = `whsec_${btoa('a secret of twenty-four.')}`
  const former = `whsec_${btoa('another of twenty-four..')}`
  const body = '{"type":"alert.opened"}'
  const signed = (by: string) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
    'webhook-signature': new Webhook(by).sign('msg_1', new Date(), body),
  })

  test('a delivery signed by either secret of a rotation is read', () => {
    expect(verifyWebhook(body, signed(secret), secret, former)).toEqual({ type: 'alert.opened' })
    expect(verifyWebhook(body, new Headers(signed(former)), secret, former)).toEqual({
      type: 'alert.opened',
    })
  })

  test('a changed delivery is refused', () => {
    expect(() => verifyWebhook(`${body} `, signed(secret), secret)).toThrow('signature')
  })
})
