import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { deliverWebhooks } from '../../../../workers/jobs/alerting/deliver-webhooks'
import { createSecret, signedHeaders } from '../../../../workers/notify/webhook-signature'
import { listAlerts } from '../../../../workers/storage/alerting/alert-rows'
import { listDeliveries, redeliver } from '../../../../workers/storage/alerting/delivery-rows'
import { findEndpoint } from '../../../../workers/storage/alerting/endpoint-rows'
import { addRule } from '../../../../workers/storage/alerting/rule-rows'
import { TEST } from '../../../build/scopes'
import {
  anEndpoint,
  emptyWebhooks,
  ORIGIN,
  raise,
  receiver,
  verified,
  wired,
} from '../../../build/webhooks'

const AT = Date.parse('2026-11-20T12:00:00Z')
const MINUTE = 60_000
const { db } = wired

beforeEach(emptyWebhooks)
afterEach(() => vi.restoreAllMocks())

const run = (at = AT) => deliverWebhooks(wired, at, [TEST])
const deliveries = (limit = 200) => listDeliveries(db, TEST, { limit })

test('an alert is delivered once, signed, to the endpoints that want its kind', async () => {
  const received = receiver(() => new Response('ok'))
  const endpoint = await anEndpoint('/all')
  await anEndpoint('/other', { kinds: ['dead_job'] })
  await raise(['LIS-JFK'], AT)
  expect(await run()).toMatchObject({ alerts: 1, delivered: 1, failed: 0, more: false })
  expect(await run(AT + MINUTE)).toMatchObject({ alerts: 0, delivered: 0 })
  expect(received.map(({ path }) => path)).toEqual(['/all'])
  const [message] = received
  if (!message) throw new Error('nothing came')
  expect(verified(endpoint, message)).toMatchObject({
    type: 'alert.raised',
    timestamp: '2026-11-20T12:00:00.000Z',
    data: { kind: 'test', subject: 'LIS-JFK', state: 'raised', priority: 'P3' },
  })
})

test('the vector of the specification gives its signature', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
  const headers = signedHeaders(
    [{ secret, expiresAt: null }],
    id,
    '{"test": 2432232314}',
    1_614_265_330_000
  )
  expect(headers).toMatchObject({
    'webhook-id': id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('during a rotation either secret verifies, and afterwards only the new one', async () => {
  const received = receiver(() => new Response('ok'))
  const [fresh, old] = [createSecret(), createSecret()]
  const now = wired.wallNow()
  const secrets = [
    { secret: fresh, expiresAt: null },
    { secret: old, expiresAt: now + MINUTE },
  ]
  const endpoint = await anEndpoint('/rotating', { secrets })
  await raise(['a'], AT)
  await run()
  const [message] = received
  if (!message) throw new Error('nothing came')
  const by = (secret: string) => ({ ...endpoint, secrets: [{ secret, expiresAt: null }] })
  expect(verified(by(fresh), message)).toBeTruthy()
  expect(verified(by(old), message)).toBeTruthy()
  expect(signedHeaders(secrets, 'msg_1', '', now + MINUTE)['webhook-signature']).not.toContain(' ')
})

test('of 400 alerts to a receiver that fails, hangs, redirects and lies none is lost', async () => {
  const random = [0.1, 0.9, 0.4, 0.7, 0.2, 0.6, 0.3]
  let calls = 0
  const received = receiver(async (_path, before) => {
    calls += 1
    const chance = random[calls % random.length] ?? 0
    if (before > 2 || chance > 0.65) return new Response('ok')
    if (chance > 0.5) return new Response('no', { status: 500 })
    if (chance > 0.35) throw new DOMException('hangs', 'TimeoutError')
    if (chance > 0.25)
      return new Response(null, { status: 302, headers: { location: 'http://10.0.0.1/' } })
    // It took the message, and says that it did not.
    return new Response('lies', { status: 503 })
  })
  const endpoints = await Promise.all(['/a', '/b'].map((path) => anEndpoint(path)))
  const subjects = Array.from({ length: 200 }, (_, at) => `market-${at}`)
  await raise(subjects, AT)
  let at = AT
  for (let runs = 0; runs < 2_000; runs += 1) {
    await run(at)
    const waiting = await listDeliveries(db, TEST, { limit: 1, state: 'pending' })
    if (waiting.length === 0) break
    at += MINUTE
  }
  const { results } = await env.DB.prepare(
    'SELECT state, count(*) AS n FROM webhook_deliveries GROUP BY state'
  ).all()
  expect(results).toEqual([{ state: 'delivered', n: 400 }])
  for (const { url } of endpoints) {
    const mine = received.filter(({ path }) => `${ORIGIN}${path}` === url)
    expect(new Set(mine.map(({ id }) => id)).size).toBe(200)
    // A repeat is the same message: its id and its body.
    expect(new Set(mine.map(({ id, body }) => `${id} ${body}`)).size).toBe(200)
    expect(mine.length).toBeGreaterThan(200)
  }
  expect(received.every(({ path }) => path === '/a' || path === '/b')).toBe(true)
}, 120_000)

test('an endpoint that fails holds up no other, and is tried again later', async () => {
  receiver((path) => new Response('', { status: path === '/bad' ? 500 : 200 }))
  await anEndpoint('/bad')
  await anEndpoint('/good')
  await raise(['a', 'b', 'c'], AT)
  expect(await run()).toMatchObject({ delivered: 3, failed: 1 })
  const [waiting] = await listDeliveries(db, TEST, { limit: 9, endpoint: 'whe_bad' }).then((rows) =>
    rows.filter(({ attempts }) => attempts === 1)
  )
  expect(waiting).toMatchObject({ state: 'pending', lastStatus: 500, lastError: 'answered 500' })
  expect(waiting?.dueAt).toBeGreaterThan(AT + 3_000)
  expect(waiting?.dueAt).toBeLessThan(AT + 7_000)
})

test('410 disables at once, with a notice to the others', async () => {
  const received = receiver((path) => new Response('', { status: path === '/gone' ? 410 : 200 }))
  await anEndpoint('/gone')
  await anEndpoint('/notice', { kinds: ['webhook_disabled'] })
  await raise(['a', 'b'], AT)
  await run()
  expect((await findEndpoint(db, TEST, 'whe_gone'))?.disabledReason).toBe('it answered 410 Gone')
  expect((await deliveries()).map(({ state }) => state)).toEqual(['dead', 'dead'])
  await run(AT + MINUTE)
  const notice = received.find(({ path }) => path === '/notice')
  expect(JSON.parse(notice?.body ?? '{}')).toMatchObject({
    data: { kind: 'webhook_disabled', subject: 'whe_gone', priority: 'P2' },
  })
  expect(received.filter(({ path }) => path === '/gone')).toHaveLength(1)
})

test('an endpoint that takes nothing for a day is disabled; a dead letter can be sent again', async () => {
  let status = 500
  const received = receiver(() => new Response('', { status }))
  await anEndpoint('/down')
  await raise(['a'], AT)
  let at = AT
  while ((await listDeliveries(db, TEST, { limit: 1, state: 'dead' })).length === 0) {
    await run(at)
    at += 5 * MINUTE
    if (at > AT + 3 * DAY_MS) throw new Error('it is never given up')
  }
  expect(at - AT).toBeGreaterThan(0.7 * DAY_MS)
  expect(received).toHaveLength(11)
  expect((await findEndpoint(db, TEST, 'whe_down'))?.disabledReason).toContain('a day')
  const [{ alert } = { alert: undefined }] = await listAlerts(db, TEST, { limit: 1 })
  expect(alert).toMatchObject({ kind: 'webhook_disabled', state: 'raised' })
  status = 200
  const [letter] = await deliveries()
  await redeliver(db, TEST, letter?.id ?? 0, at)
  expect(await run(at)).toMatchObject({ delivered: 1 })
  expect(new Set(received.map(({ id }) => id)).size).toBe(1)
})

test('quiet hours hold what is not most urgent', async () => {
  receiver(() => new Response('ok'))
  await anEndpoint('/night')
  const rule = {
    id: 'rule_night',
    scope: TEST,
    name: 'night',
    condition: { kind: 'dead_letters', count: 1 } as const,
    priority: 'P3' as const,
    quietHours: { from: '11:00', to: '13:00', time_zone: 'UTC' },
    createdAt: AT,
  }
  await addRule(db, rule)
  await env.DB.prepare(
    `INSERT INTO alerts (id, scope, kind, subject, state, detail, priority, rule_id, at)
     VALUES ('a', 'sandbox/test', 'dead_letters', 'x', 'raised', '', 'P3', 'rule_night', ${AT}),
            ('b', 'sandbox/test', 'dead_letters', 'y', 'raised', '', 'P1', 'rule_night', ${AT})`
  ).run()
  expect(await run()).toMatchObject({ alerts: 2, delivered: 1 })
  expect(await run(AT + 59 * MINUTE)).toMatchObject({ delivered: 0 })
  expect(await run(AT + 60 * MINUTE)).toMatchObject({ delivered: 1 })
})

test('a target that is not public any more is not posted to', async () => {
  const received = receiver(() => new Response('ok'))
  await anEndpoint('/moved', { url: 'https://[::ffff:10.0.0.1]/hooks' })
  await raise(['a'], AT)
  expect(await run()).toMatchObject({ delivered: 0, failed: 1 })
  expect(received).toEqual([])
  expect((await deliveries())[0]?.lastError).toContain('not an address')
})
