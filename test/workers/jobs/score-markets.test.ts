import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, utcDay } from '../../../models/airline/calendar'
import { type Market, marketOf } from '../../../models/airline/market'
import { PREDICTIONS } from '../../../pipelines/answers/price-insight/scored-departure'
import { readRows } from '../../../pipelines/lake/curated/parquet'
import type { Table } from '../../../pipelines/lake/curated/table'
import { predictionPrefix } from '../../../pipelines/lake/keys'
import { packBatch } from '../../../pipelines/market/market-batch'
import { scoreMarkets } from '../../../workers/jobs/score-markets'
import { listAll } from '../../../workers/lake/walk'
import { noteMarkets } from '../../../workers/storage/known-markets/known-market-rows'
import { marketObjectName } from '../../../workers/storage/market-name'
import { offer, search } from '../../build/events'
import { breakingAt, emptyLake, services } from '../../build/lake'
import { addKeys, ask } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'

const AT = services.now
const [ACTIVE, OTHER, QUIET] = [
  marketOf('TLL', 'HEL'),
  marketOf('TLL', 'ARN'),
  marketOf('TLL', 'RIX'),
]

async function seen(market: Market, at: number) {
  const events = Array.from({ length: 30 }, (_, index) =>
    search({
      id: `${market}-${index}`,
      market,
      at,
      departureDate: utcDay(AT + (5 + (index % 15)) * DAY_MS),
      offers: [offer(4_000 + index * 50)],
    })
  )
  await env.MARKETS.getByName(marketObjectName(market, TEST)).apply(packBatch(market, events), at)
}

beforeAll(async () => {
  await addKeys()
  await seen(ACTIVE, AT - HOUR_MS)
  await seen(OTHER, AT - HOUR_MS)
  await seen(QUIET, AT - 10 * DAY_MS)
})
beforeEach(async () => {
  await emptyLake()
  for (const table of ['scores', 'known_markets'])
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  await noteMarkets(services.db, TEST, [ACTIVE, OTHER, QUIET], AT)
})

async function scoresNow() {
  const { results } = await env.DB.prepare(
    'SELECT * FROM scores ORDER BY market, departure_date'
  ).all()
  return results
}

async function parquetRows() {
  const rows = []
  for (const { key } of await listAll(env.LAKE, predictionPrefix(TEST))) {
    const object = await env.LAKE.get(key)
    const table = { ...PREDICTIONS } as unknown as Table
    if (object) rows.push(...(await readRows(table, await object.arrayBuffer())))
  }
  return rows
}

test('sixty departures of each active market are scored, into the lake and as the latest', async () => {
  const report = await scoreMarkets(services, AT, [TEST])
  expect(report).toMatchObject({ markets: 2, departures: 120, more: false })
  const scores = await scoresNow()
  expect(scores).toHaveLength(120)
  expect(new Set(scores.map(({ market }) => market))).toEqual(new Set(['TLL-HEL', 'TLL-ARN']))
  expect(await parquetRows()).toHaveLength(120)
  const slot = Math.floor(AT / (6 * HOUR_MS)) * 6 * HOUR_MS
  expect(new Set(scores.map(({ scored_at }) => scored_at))).toEqual(new Set([slot]))
})

test('a slot that is done is not done again, the next one is', async () => {
  await scoreMarkets(services, AT, [TEST])
  const before = [await scoresNow(), await parquetRows()]
  expect(await scoreMarkets(services, AT + HOUR_MS, [TEST])).toMatchObject({ departures: 0 })
  expect([await scoresNow(), await parquetRows()]).toEqual(before)
  expect(await scoreMarkets(services, AT + 6 * HOUR_MS, [TEST])).toMatchObject({ departures: 120 })
})

test('a run that dies anywhere is gone on with to the same scores', async () => {
  await scoreMarkets(services, AT, [TEST])
  const whole = await scoresNow()
  const counting = breakingAt({ fail: -1, when: 'before' })
  await env.DB.prepare('DELETE FROM lake_cursors').run()
  await scoreMarkets(counting.services, AT, [TEST])
  for (let fail = 1; fail <= counting.calls(); fail += 3) {
    await emptyLake()
    await env.DB.prepare('DELETE FROM scores').run()
    await scoreMarkets(breakingAt({ fail, when: 'after' }).services, AT, [TEST]).catch(() => {})
    await env.DB.prepare('DELETE FROM leases').run()
    await scoreMarkets(services, AT, [TEST])
    expect(await scoresNow()).toEqual(whole)
    expect(await parquetRows()).toHaveLength(120)
  }
}, 60_000)

test('scores are listed by market and departure, filtered and paged, for their owner', async () => {
  await scoreMarkets(services, AT, [TEST])
  type Score = { market: string; departure_date: string; price_level: string | null }
  const list = async (query: string, key = 'sk_test_all') => {
    const response = await ask(`/v1/scored-departures${query}`, { key })
    expect(response.status).toBe(200)
    return response.json<{ data: Score[]; links: { next?: string } }>()
  }
  const all = await list('?limit=1000')
  expect(all.data).toHaveLength(120)
  expect(all.data[0]?.market).toBe('TLL-ARN')
  const first = await list('?limit=50')
  const second = await list(`?${first.links.next?.split('?')[1]}`)
  expect([...first.data, ...second.data]).toEqual(all.data.slice(0, 100))
  const helsinki = await list('?market=TLL-HEL&limit=1000')
  expect(helsinki.data).toHaveLength(60)
  const low = await list('?price_level=low&limit=1000')
  expect(low.data.every(({ price_level }) => price_level === 'low')).toBe(true)
  expect((await list('', 'sk_live_all')).data).toEqual([])
  expect(await scoreMarkets(services, AT, [LIVE])).toMatchObject({ departures: 0 })
  expect((await ask('/v1/scored-departures?price_level=odd')).status).toBe(400)
})
