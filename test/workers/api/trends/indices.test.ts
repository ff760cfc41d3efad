import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import type { SearchEvent } from '../../../../pipelines/events/event'
import { aggregated, emptyAggregates } from '../../../build/aggregates'
import { NOON, offerOf, searchOf } from '../../../build/curated-events'
import { addKeys, ask } from '../../../build/sandbox'

beforeAll(addKeys)
beforeEach(emptyAggregates)

type Answer = {
  data: {
    base_period: string | null
    currency: string | null
    periods: { period: string; status: string; index: number | null; coverage: number }[]
    contributions: {
      change: number
      markets: { market: string; points: number }[]
      others: number
    } | null
    currencies_left_out: string[]
  }
}

const index = async (query: string, key?: string) =>
  (await ask(`/v1/indices?${query}`, key ? { key } : {})).json<Answer>()

/** A search so many weeks ago, with one offer. */
function searchAt(weeks: number, amountMinor: number, changes: Partial<SearchEvent> = {}) {
  const at = NOON - weeks * 7 * DAY_MS
  return searchOf({
    id: `s-${weeks}-${amountMinor}-${changes.market ?? ''}`,
    at,
    departureDate: new Date(at + 30 * DAY_MS).toISOString().slice(0, 10),
    offers: [offerOf({ amountMinor })],
    ...changes,
  })
}

test('fares that rise by a tenth are an index of 110, whose contributions add up', async () => {
  await aggregated([
    searchAt(1, 20_000),
    searchAt(0, 24_000),
    searchAt(1, 10_000, { market: 'LIS-LHR' }),
    searchAt(0, 10_000, { market: 'LIS-LHR' }),
  ])
  for (const method of ['jevons', 'fisher', 'fisher-chain', 'geks-fisher', 'unit-value']) {
    const { data } = await index(`method=${method}`)
    expect(data).toMatchObject({ base_period: '2026-11-09', currency: 'EUR' })
    const latest = data.periods.at(-1)?.index ?? Number.NaN
    expect(latest).toBeGreaterThan(105)
    const { change = 0, markets = [], others = 0 } = data.contributions ?? {}
    expect(change).toBeCloseTo(latest - 100, 9)
    expect(markets.reduce((sum, { points }) => sum + points, others)).toBeCloseTo(change, 6)
    expect(markets.find(({ market }) => market === 'LIS-JFK')?.points).toBeGreaterThan(5)
  }
  expect((await index('scope=market:LIS-JFK')).data.periods.at(-1)?.index).toBeCloseTo(120, 6)
  expect((await index('scope=destination:LHR')).data.periods.at(-1)?.index).toBeCloseTo(100, 6)
  expect((await index('scope=airline:TP&window=30-59')).data.periods).toHaveLength(2)
})

test('a period that shares too little with the base has no number', async () => {
  await aggregated([searchAt(1, 20_000), searchAt(0, 20_000, { market: 'LIS-LHR' })])
  const { data } = await index('')
  expect(data.periods.at(-1)).toEqual({
    period: '2026-11-16',
    status: 'insufficient_coverage',
    index: null,
    coverage: 0,
    items: 0,
  })
})

test('fares in another currency are left out by name without a rate, and converted with one', async () => {
  await aggregated([
    searchAt(1, 20_000),
    searchAt(0, 20_000),
    searchAt(1, 20_000, { market: 'JFK-LIS', currency: 'USD' }),
    searchAt(0, 30_000, { market: 'JFK-LIS', currency: 'USD' }),
  ])
  await env.DB.prepare(
    `INSERT INTO exchange_rates (scope, date, source, per_euro)
     VALUES ('sandbox/test', '2026-11-20', 'test', '{"USD":1.25}')`
  ).run()
  const converted = (await index('currency=EUR&method=fisher')).data
  expect(converted.currencies_left_out).toEqual([])
  expect(converted.periods.at(-1)?.index).toBeCloseTo(100 * ((200 + 240) / (200 + 160)), 6)
  const { data } = await index('currency=GBP')
  expect(data.currencies_left_out).toEqual(['EUR', 'USD'])
})

test('an account without fares, and one that asks for too much, get an answer in words', async () => {
  await aggregated([searchAt(0, 20_000)])
  expect((await index('', 'sk_live_all')).data).toMatchObject({ base_period: null, periods: [] })
  const refused = async (query: string) => {
    const response = await ask(`/v1/indices?${query}`)
    expect(response.status).toBe(400)
    return (await response.json<{ detail: string }>()).detail
  }
  expect(await refused('scope=everything')).toContain('market:LIS-JFK')
  expect(await refused('windows=all')).toContain('windows')
  expect(await refused('from=2026-12-01&to=2026-11-01')).toContain('from')
  expect(await refused('from=2025-01-01&period=day&to=2026-01-01')).toContain('longer period')
})
