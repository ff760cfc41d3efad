/** Posts events and checks cached quotes against them: serve, refresh or suppress. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { DAY_MS, HOUR_MS, utcDay } from '../../models/airline/calendar'
import { connect } from '../../workers/services'
import { offer, search } from '../build/native-events'
import { addKeys, ask, NOW, post } from '../build/sandbox'

const RATES = 'Date,USD,JPY,\n2026-11-19,1.25,160,\n'

beforeAll(addKeys)

const now = Date.parse(NOW)
const inDays = (days: number) => utcDay(now + days * DAY_MS)
const hoursAgo = (hours: number) => new Date(now - hours * HOUR_MS).toISOString()

type Entry = Record<string, unknown> & { p_hold: number; action: string; recheck_after_s: number }
type Checked = {
  data: { looks_used: number; quotes: Entry[] }
  meta: { model: string }
  links: Record<string, string>
}

const quote = (more: object = {}) => ({
  origin: 'LIS',
  destination: 'JFK',
  departure_date: inDays(30),
  price: '300.00',
  currency: 'EUR',
  quoted_at: hoursAgo(1),
  ...more,
})

function check(quotes: readonly unknown[], more: object = {}): Promise<Response> {
  const body = JSON.stringify({ policy: 'google', look_budget: 1, quotes, ...more })
  const headers = { 'content-type': 'application/json' }
  return ask('/v1/quotes:check', { method: 'POST', body, headers })
}

async function checked(quotes: readonly unknown[], more: object = {}): Promise<Checked> {
  const response = await check(quotes, more)
  expect(response.status).toBe(200)
  return response.json<Checked>()
}

test('serves a fresh quote, refreshes the greatest gain and suppresses others', async () => {
  const events = [2, 5].flatMap((daysAgo) =>
    Array.from({ length: 10 }, (_, index) =>
      search({
        search_id: `quotes-${daysAgo}-${index}`,
        timestamp: hoursAgo(24 * daysAgo),
        departure_date: inDays(25 + index),
        return_date: undefined,
        currency: 'EUR',
        price_offers: [offer({ price: daysAgo === 5 ? 300 : 420 })],
      })
    )
  )
  const { data } = await (await post(events)).json<{ data: { receipt_id: string } }>()
  await vi.waitUntil(
    async () => {
      const response = await ask(`/v1/events/receipts/${data.receipt_id}`)
      return (await response.json<{ data: { counted: number } }>()).data.counted === events.length
    },
    { timeout: 10_000, interval: 100 }
  )

  const answer = await checked([
    quote({ id: 'fresh' }),
    quote({ id: 'old', quoted_at: hoursAgo(24 * 40) }),
    quote({ id: 'old and shown often', quoted_at: hoursAgo(24 * 40), displays: 50 }),
  ])
  const [fresh, old, often] = answer.data.quotes
  expect(answer.data.looks_used).toBe(1)
  expect([fresh?.action, old?.action, often?.action]).toEqual(['serve', 'suppress', 'refresh'])
  expect(fresh).toMatchObject({ index: 0, id: 'fresh', status: 'ok' })
  expect(fresh?.p_hold).toBeGreaterThan(old?.p_hold ?? 1)
  expect(fresh?.recheck_after_s).toBeGreaterThanOrEqual(60)
  expect(old?.recheck_after_s).toBe(0)
  expect(answer.meta.model).toMatch(/^(hold@|baseline )/)

  // Each is a separate decision, and gives the same result alone.
  for (const { decision_id: id } of answer.data.quotes) {
    await vi.waitFor(async () => expect((await ask(`/v1/decisions/${id}`)).status).toBe(200), {
      timeout: 15_000,
      interval: 100,
    })
    const replayed = await ask(`/v1/decisions/${id}:replay`, { method: 'POST' })
    expect(await replayed.json()).toMatchObject({ data: { matches: true, differences: [] } })
  }
})

test('reports an invalid item with its pointer and answers the others', async () => {
  const { data } = await checked([
    quote({ origin: 'XXQ', id: 'nowhere' }),
    quote(),
    quote({ quoted_at: new Date(now + DAY_MS).toISOString(), price: 'cheap' }),
    quote({ departure_date: inDays(-2) }),
    'no object',
  ])
  expect(data.quotes.map(({ status }) => status)).toEqual([
    ...['invalid', 'ok', 'invalid', 'invalid', 'invalid'],
  ])
  const pointers = data.quotes.map(({ errors }) =>
    Array.isArray(errors) ? errors.map(({ pointer }) => pointer) : []
  )
  expect(pointers).toEqual([
    ['/quotes/0/origin'],
    [],
    ['/quotes/2/price'],
    ['/quotes/3/departure_date'],
    ['/quotes/4'],
  ])
  expect(data.quotes[0]).toMatchObject({ index: 0, id: 'nowhere' })
})

test('applies money limits at the known exchange rates', async () => {
  const yen = quote({ price: '16000', currency: 'JPY' })
  const without = await checked([yen, quote()], { policy: 'skyscanner' })
  expect(without.data.quotes.map(({ tolerance }) => tolerance)).toEqual([
    { lower: -0.04, upper: 0.01, money_limits: 'no_rate' },
    { lower: -0.0833, upper: 0.0233, money_limits: 'applied' },
  ])
  expect((await ask('/v1/exchange-rates', { method: 'PUT', body: RATES })).status).toBe(200)
  connect(env, { defer: () => {} }).isolate.rates.clear()
  const known = await checked([yen], { policy: 'skyscanner' })
  expect(known.data.quotes[0]?.tolerance).toEqual({
    lower: -0.25,
    upper: 0.07,
    money_limits: 'applied',
  })
})

test('never lowers the validity for a wider policy, and returns limited for an unobserved market', async () => {
  const [narrow, wide] = await Promise.all(
    [0.001, 0.5].map((upper) => checked([quote()], { policy: { lower: -upper, upper } }))
  )
  expect(wide?.data.quotes[0]?.p_hold).toBeGreaterThanOrEqual(narrow?.data.quotes[0]?.p_hold ?? 1)
  const { data } = await checked([quote({ origin: 'OPO', destination: 'GVA' })])
  expect(data.quotes[0]).toMatchObject({ status: 'limited', tolerance: { money_limits: 'none' } })
})

test.each([
  ['/policy', { policy: 'kayak' }],
  ['/policy/lower', { policy: { lower: 0.1, upper: 0.2 } }],
  ['/look_budget', { look_budget: -1 }],
  ['/quotes', { quotes: [] }],
  ['/quotes', { quotes: Array.from({ length: 501 }, () => quote()) }],
])('a request that does not fit is refused at %s', async (pointer, more) => {
  const response = await check([quote()], more)
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const problem = await response.json<{ errors: { pointer: string; location: string }[] }>()
  expect(problem.errors).toMatchObject([{ pointer, location: 'body' }])
})

test('five hundred quotes are checked in one request', async () => {
  const many = Array.from({ length: 500 }, (_, at) => quote({ quoted_at: hoursAgo(at) }))
  const { data } = await checked(many, { look_budget: 20 })
  expect(data.quotes.length).toBe(500)
  expect(data.looks_used).toBeLessThanOrEqual(20)
})
