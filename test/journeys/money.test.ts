/** Events in several currencies in, answers in several currencies out, with and without rates. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { MarketFeatures } from '../../pipelines/answers/price-insight/market-features-answer'
import { PriceInsight } from '../../pipelines/answers/price-insight/price-insight-wire'
import { connect } from '../../workers/services'
import { offer, search } from '../build/native-events'
import { addKeys, ask, NOW, post } from '../build/sandbox'

/** Rates of the day before the sandbox's clock. */
const RATES = 'Date,USD,JPY,\n2026-11-19,1.25,160,\n'

beforeAll(addKeys)

const inDays = (days: number) => utcDay(Date.parse(NOW) + days * DAY_MS)

/** Ten departures from a number of days ahead, each 10 units of the currency more. */
function searches(origin: string, currency: string, from: number, lowest: number, step: number) {
  return Array.from({ length: 10 }, (_, index) =>
    search({
      search_id: `${origin}-${currency}-${index}`,
      origin_airport: origin,
      destination_airport: 'JFK',
      currency,
      departure_date: inDays(from + index),
      return_date: undefined,
      price_offers: [offer({ price: lowest + step * index })],
    })
  )
}

async function postAndCount(events: unknown[]) {
  const { data } = await (await post(events)).json<{ data: { receipt_id: string } }>()
  await vi.waitUntil(
    async () => {
      const response = await ask(`/v1/events/receipts/${data.receipt_id}`)
      return (await response.json<{ data: { counted: number } }>()).data.counted === events.length
    },
    { timeout: 10_000, interval: 100 }
  )
}

async function insight(origin: string, more: string, days = 35) {
  const response = await ask(
    `/v1/price-insights?origin=${origin}&destination=JFK&departure_date=${inDays(days)}${more}`
  )
  return PriceInsight.parse((await response.json<{ data: unknown }>()).data)
}

test('without rates each currency has fares of its own, and any other abstains', async () => {
  await postAndCount([
    ...searches('LIS', 'EUR', 25, 200, 10),
    ...searches('LIS', 'USD', 35, 375, 12.5),
  ])
  expect(await insight('LIS', '&currency=EUR', 30)).toMatchObject({
    lowest_price: { amount: '250.00', currency: 'EUR' },
  })
  const dollars = await insight('LIS', '&currency=USD')
  expect(dollars).toMatchObject({ lowest_price: { amount: '375.00', currency: 'USD' } })
  expect(dollars.evidence).not.toHaveProperty('conversion')
  const yen = await insight('LIS', '&currency=JPY')
  expect(yen.status).toBe('insufficient_history')
  expect(yen.status_reason).toContain('no exchange rate from EUR or USD to JPY of 2026-11-20')

  const snapshot = await env.MARKETS.getByName('sandbox/test/LIS-JFK').snapshot(Date.parse(NOW))
  expect(snapshot?.exchanges).toEqual({
    reference: 'EUR',
    converted: {},
    unconverted: { USD: 10 },
  })
})

test('combines fares of all currencies with rates and returns any currency', async () => {
  expect((await ask('/v1/exchange-rates', { method: 'PUT', body: RATES })).status).toBe(200)
  await postAndCount([
    ...searches('OPO', 'EUR', 25, 200, 10),
    ...searches('OPO', 'USD', 35, 375, 12.5),
  ])

  const euros = await insight('OPO', '&currency=EUR&price=290')
  expect(euros).toMatchObject({
    status: 'ok',
    currency: 'EUR',
    lowest_price: { amount: '300.00', currency: 'EUR' },
  })
  const conversion = { from: 'EUR', rate: 1.25, date: '2026-11-19' }
  const dollars = await insight('OPO', '&currency=USD&price=362.50')
  expect(dollars).toMatchObject({
    status: 'ok',
    currency: 'USD',
    price_level: euros.price_level,
    lowest_price: { amount: '375.00', currency: 'USD' },
    percentile_of_price: euros.percentile_of_price,
    evidence: { conversion: { ...conversion, to: 'USD', source: 'European Central Bank' } },
  })
  expect(await insight('OPO', '&currency=JPY&price=46400')).toMatchObject({
    status: 'ok',
    currency: 'JPY',
    price_level: euros.price_level,
    lowest_price: { amount: '48000', currency: 'JPY' },
    percentile_of_price: euros.percentile_of_price,
    evidence: { conversion: { ...conversion, to: 'JPY', rate: 160 } },
  })
})

test('reports conversions in the features, in the currency of the market', async () => {
  const path = `/v1/markets/OPO-JFK/features?departure_date=${inDays(35)}&currency=USD`
  const { data } = await (await ask(path)).json<{ data: unknown }>()
  expect(MarketFeatures.parse(data)).toMatchObject({
    currency: 'EUR',
    conversion: { from: 'EUR', to: 'USD', rate: 1.25 },
    snapshot: {
      fare_classes: [{ currency: 'EUR', departures: 20 }],
      exchanges: { reference: 'EUR', converted: { USD: 10 }, unconverted: {} },
    },
  })
})

test('converts fares that were counted before rates were loaded', async () => {
  const yen = await insight('LIS', '&currency=JPY')
  expect(yen).toMatchObject({ currency: 'JPY', evidence: { conversion: { to: 'JPY' } } })
})

test('answers without conversion when rates cannot be read in time', async () => {
  connect(env, { defer: () => {} }).isolate.rates.clear()
  await env.DB.exec('ALTER TABLE exchange_rates RENAME TO away')
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  const yen = await insight('OPO', '&currency=JPY')
  expect(yen.status_reason).toContain('Exchange rates could not be read in time')
  expect(await insight('OPO', '&currency=EUR')).toMatchObject({ status: 'ok' })
  expect(logged).toHaveBeenCalled()
  await env.DB.exec('ALTER TABLE away RENAME TO exchange_rates')
  logged.mockRestore()
})
