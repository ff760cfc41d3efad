import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { deliverWebhooks } from '../../../../workers/jobs/alerting/deliver-webhooks'
import { evaluateAlerts } from '../../../../workers/jobs/alerting/evaluate-alerts'
import { recordLetter } from '../../../../workers/storage/letter-rows'
import { addKeys, ask } from '../../../build/sandbox'
import { TEST } from '../../../build/scopes'
import { emptyWebhooks, raise, receiver, verified, wired } from '../../../build/webhooks'

beforeAll(addKeys)
beforeEach(emptyWebhooks)
afterEach(() => vi.restoreAllMocks())

const AT = Date.parse('2026-11-20T12:01:00Z')

const send = (path: string, body: unknown = {}, key = 'sk_test_all') =>
  ask(path, {
    method: 'POST',
    key,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

async function data<T>(response: Response, status = 200): Promise<T> {
  expect(response.status).toBe(status)
  return (await response.json<{ data: T }>()).data
}

type Rule = { id: string; priority: string; condition: Record<string, unknown> }
type Alert = { kind: string; state: string; detail: string; rule_id: string | null }
type Endpoint = { id: string; url: string; status: string; secret: string }

const target = {
  name: 'New York for Christmas',
  condition: {
    kind: 'target_price',
    market: 'LIS-JFK',
    departure_date: '2026-12-20',
    currency: 'EUR',
    amount: 300,
  },
  priority: 'P2',
}

async function land(amount: number, id: string) {
  const event = {
    timestamp: '2026-11-20T11:59:00Z',
    search_id: id,
    origin_airport: 'LIS',
    destination_airport: 'JFK',
    departure_date: '2026-12-20',
    currency: 'EUR',
    price_offers: [{ airline: 'TP', flight_number: 'TP203', price: amount }],
  }
  await data(await send('/v1/events', event), 202)
  await vi.waitFor(async () => {
    const path =
      '/v1/price-insights?origin=LIS&destination=JFK&departure_date=2026-12-20&currency=EUR'
    const { lowest_price } = await data<{ lowest_price: { amount: string } | null }>(
      await ask(path)
    )
    expect(Number(lowest_price?.amount)).toBeLessThanOrEqual(amount)
  }, 20_000)
}

test('a rule is created, raises an alert when its fare is seen, and is deleted', async () => {
  const rule = await data<Rule>(await send('/v1/alert-rules', target), 201)
  expect(rule).toMatchObject({ priority: 'P2', condition: { cabin: 'economy', round_trip: false } })
  expect(await data<Rule[]>(await ask('/v1/alert-rules'))).toEqual([rule])
  await evaluateAlerts(wired, AT, [TEST])
  expect(await data(await ask('/v1/alerts'))).toEqual([])

  await land(280, 'alert-1')
  expect(await evaluateAlerts(wired, AT, [TEST])).toMatchObject({ rules: 1, alerts: 1 })
  expect(await evaluateAlerts(wired, AT, [TEST])).toMatchObject({ rules: 1, alerts: 0 })
  const [alert] = await data<Alert[]>(await ask('/v1/alerts?kind=target_price'))
  expect(alert).toMatchObject({ state: 'raised', priority: 'P2', rule_id: rule.id })
  expect(alert?.detail).toContain('lowest fare LIS-JFK on 2026-12-20 is 280 EUR')
  expect(await data(await ask('/v1/alerts', { key: 'sk_live_all' }))).toEqual([])

  await data(await ask(`/v1/alert-rules/${rule.id}`, { method: 'DELETE' }))
  expect(await data(await ask('/v1/alert-rules'))).toEqual([])
})

test('dead letters raise at their limit and resolve below half of it', async () => {
  const condition = { kind: 'dead_letters', count: 2 }
  await data(await send('/v1/alert-rules', { name: 'letters', condition }), 201)
  for (const id of ['alert-letter-1', 'alert-letter-2']) {
    const about = { kind: 'message', cause: 'unreadable', reason: 'a test', events: 1 } as const
    const nothing = { receiptId: null, source: null, body: null }
    await recordLetter(wired.db, { id, scope: TEST, diedAt: AT, ...about, ...nothing })
  }
  await evaluateAlerts(wired, AT, [TEST])
  await env.DB.prepare('DELETE FROM dead_letters').run()
  await evaluateAlerts(wired, AT + 60_000, [TEST])
  const alerts = await data<Alert[]>(await ask('/v1/alerts'))
  expect(alerts.map(({ state }) => state)).toEqual(['resolved', 'raised'])
})

test('a rule that cannot be is refused by field', async () => {
  const refused = async (changes: object) => {
    const response = await send('/v1/alert-rules', { ...target, ...changes })
    expect(response.status).toBe(400)
    return (await response.json<{ detail: string }>()).detail
  }
  expect(await refused({ quiet_hours: { from: '22:00', to: '7', time_zone: 'UTC' } })).toContain(
    'to'
  )
  expect(
    await refused({ quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Mars/Base' } })
  ).toContain('time_zone')
  expect(await refused({ condition: { kind: 'target_price' } })).toContain('market')
  expect(await refused({ prio: 'P1' })).toContain('prio')
})

async function anEndpointOf(url: string): Promise<Endpoint> {
  return data<Endpoint>(await send('/v1/webhook-endpoints', { url }), 201)
}

test('an endpoint is created with a secret shown once, pinged, rotated and deleted', async () => {
  const endpoint = await anEndpointOf('https://hooks.example.com/fares')
  expect(endpoint.secret).toMatch(/^whsec_/)
  const [listed] = await data<Endpoint[]>(await ask('/v1/webhook-endpoints'))
  expect(listed).not.toHaveProperty('secret')
  const received = receiver(() => new Response(null, { status: 204 }))
  const path = `/v1/webhook-endpoints/${endpoint.id}`
  expect(await data(await send(`${path}:ping`))).toEqual({
    delivered: true,
    status: 204,
    error: null,
  })
  const signer = (secret: string) => ({ secrets: [{ secret, expiresAt: null }] }) as never
  expect(received[0] && verified(signer(endpoint.secret), received[0])).toMatchObject({
    type: 'ping',
  })

  const { secret } = await data<Endpoint>(await send(`${path}:rotate`))
  expect(secret).not.toBe(endpoint.secret)
  await send(`${path}:ping`)
  for (const each of [secret, endpoint.secret]) {
    expect(received[1] && verified(signer(each), received[1])).toMatchObject({ type: 'ping' })
  }
  await data(await ask(path, { method: 'DELETE' }))
  expect((await send(`${path}:ping`)).status).toBe(404)
})

test('an endpoint in a private network is refused', async () => {
  for (const url of [
    'http://127.0.0.1:9000/',
    'https://169.254.169.254/',
    'https://[::ffff:10.0.0.1]/',
  ]) {
    const response = await send('/v1/webhook-endpoints', { url })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/url', location: 'body' }] })
  }
})

test('deliveries are listed, and one that was given up is sent again', async () => {
  const endpoint = await anEndpointOf('https://hooks.example.com/fares')
  let status = 410
  receiver(() => new Response('', { status }))
  await raise(['a'], AT)
  await deliverWebhooks(wired, AT, [TEST])
  type Delivery = { id: number; state: string; last_status: number; message_id: string }
  const list = async (query = '') => data<Delivery[]>(await ask(`/v1/webhook-deliveries${query}`))
  const [letter] = await list('?state=dead')
  expect(letter).toMatchObject({ endpoint_id: endpoint.id, last_status: 410, attempts: 1 })
  status = 200
  await data(await send(`/v1/webhook-endpoints/${endpoint.id}:enable`))
  await data(await send(`/v1/webhook-deliveries/${letter?.id}:redeliver`))
  await deliverWebhooks(wired, AT, [TEST])
  expect((await list('?state=delivered')).map(({ id }) => id)).toContain(letter?.id)
  expect(await list('?endpoint=other')).toEqual([])
})
