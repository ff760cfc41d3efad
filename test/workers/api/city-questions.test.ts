/** A city in a question stands for the union of its airports' markets, on every route. */
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { search } from '../../build/native-events'
import { recordedDecision, replayOf } from '../../build/recorded-decisions'
import { addKeys, ask, post } from '../../build/sandbox'

const AnyAnswer = z.object({ data: z.any(), meta: z.any() })

/** Departures of 12 days, a unit dearer each. */
const seen = (origin: string, destination: string, fare: number, from = 14) =>
  Array.from({ length: 12 }, (_, index) =>
    search({
      search_id: `${origin}${destination}${index}`,
      origin_airport: origin,
      destination_airport: destination,
      departure_date: `2026-12-${from + index}`,
      return_date: undefined,
      price_offers: [{ airline: 'IB', price: fare + index, stops: 0 }],
    })
  )

async function answerOf(path: string, init?: RequestInit) {
  const response = await ask(path, init)
  expect(response.status, path).toBe(200)
  return { response, ...AnyAnswer.parse(await response.json()) }
}

const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

const ONE_WAY = 'origin=NYC&destination=MAD&departure_date=2026-12-20&currency=EUR'

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  await addKeys()
  const events = [
    ...seen('JFK', 'MAD', 300),
    ...seen('EWR', 'MAD', 250),
    ...seen('MAD', 'LGA', 200, 18),
    ...seen('MAD', 'JFK', 180, 18),
  ]
  expect((await post(events)).status).toBe(202)
  await vi.waitFor(async () => expect((await answerOf('/v1/markets')).data).toHaveLength(4), {
    timeout: 20_000,
    interval: 200,
  })
})

test('an insight joins the markets and names the airports of its lowest price', async () => {
  const { data, response } = await answerOf(`/v1/price-insights?${ONE_WAY}`)
  expect(data).toMatchObject({
    market: 'NYC-MAD',
    lowest_price: { amount: '256.00', market: 'EWR-MAD' },
    evidence: { markets: ['JFK-MAD', 'EWR-MAD'] },
  })
  const tags = response.headers.get('cache-tag') ?? ''
  for (const market of ['JFK-MAD', 'EWR-MAD', 'NYC-MAD']) expect(tags).toContain(market)
  const etag = response.headers.get('etag') ?? ''
  const again = await ask(`/v1/price-insights?${ONE_WAY}`, { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
})

test('a round trip combines the cheapest airport of each way', async () => {
  const { data } = await answerOf(`/v1/price-insights?${ONE_WAY}&return_date=2026-12-24`)
  expect(data.lowest_price).toMatchObject({
    amount: '442.00',
    fare_kind: 'combined',
    market: 'EWR-MAD',
    return_market: 'MAD-JFK',
  })
})

test('its decision is recomputed from the same union', async () => {
  for (const more of ['', '&return_date=2026-12-24']) {
    const { data } = await answerOf(`/v1/price-insights?${ONE_WAY}${more}`)
    await recordedDecision(data.decision_id)
    expect(await replayOf(data.decision_id)).toEqual({ matches: true, differences: [] })
  }
})

test('batch and predictions read the same union', async () => {
  const item = { origin: 'NYC', destination: 'MAD', departure_date: '2026-12-20', currency: 'EUR' }
  const body = posted({ items: [item] })
  const batch = await answerOf('/v1/price-insights:batch', body)
  expect(batch.data.items[0].insight.lowest_price).toMatchObject({ market: 'EWR-MAD' })
  const predicted = await answerOf('/v1/price-predictions', body)
  expect(predicted.data.items[0].result).toBe('predicted')
})

test('each day of a calendar names its airports', async () => {
  const path = '/v1/price-calendar?origin=NYC&destination=MAD&from=2026-12-20&to=2026-12-21'
  const oneWay = await answerOf(path)
  expect(oneWay.data.cheapest).toMatchObject({ price: { amount: '256.00' }, market: 'EWR-MAD' })
  const stay = await answerOf(`${path}&stay=4`)
  expect(stay.data.entries[0]).toMatchObject({ market: 'EWR-MAD', return_market: 'MAD-JFK' })
  await recordedDecision(stay.data.decision_id)
  expect(await replayOf(stay.data.decision_id)).toEqual({ matches: true, differences: [] })
})

test('quotes are checked against the union', async () => {
  const quote = {
    origin: 'NYC',
    destination: 'MAD',
    departure_date: '2026-12-20',
    price: '256.00',
    currency: 'EUR',
    quoted_at: '2026-11-20T11:00:00Z',
  }
  const body = posted({ policy: 'google', look_budget: 0, quotes: [quote] })
  const { data } = await answerOf('/v1/quotes:check', body)
  expect(data.quotes[0]).toMatchObject({ status: 'ok' })
})

test('features name the markets behind them', async () => {
  const { data } = await answerOf('/v1/markets/NYC-MAD/features?departure_date=2026-12-20')
  expect(data.markets).toEqual(['JFK-MAD', 'EWR-MAD'])
  expect(data.snapshot.fare_classes[0].windows.at(-1).offers).toBe(24)
})

test('the Amadeus dialect names the airports of each date', async () => {
  const path = '/v1/shopping/flight-dates?origin=NYC&destination=MAD&oneWay=true'
  const response = await ask(`${path}&departureDate=2026-12-20,2026-12-21`)
  const { data } = z.object({ data: z.array(z.looseObject({})) }).parse(await response.json())
  expect(data[0]).toMatchObject({ origin: 'EWR', destination: 'MAD', price: { total: '256.00' } })
})

test('every market beyond the first takes a unit, and airports take none', async () => {
  const unitsOf = async (query: string) => {
    const left = async () => {
      const { response } = await answerOf(`/v1/price-insights?${query}`)
      return Number(/r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1])
    }
    const [before, after] = [await left(), await left()]
    return before - after
  }
  expect(await unitsOf(ONE_WAY)).toBe(2)
  expect(await unitsOf(ONE_WAY.replace('NYC', 'JFK'))).toBe(1)
})

test('a city and its own airport are refused as the ends of a trip', async () => {
  for (const path of [
    '/v1/price-insights?origin=NYC&destination=JFK&departure_date=2026-12-20',
    '/v1/price-calendar?origin=NYC&destination=JFK&from=2026-12-20&to=2026-12-21',
  ]) {
    const response = await ask(path)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('must not be of the same city as NYC')
  }
})
