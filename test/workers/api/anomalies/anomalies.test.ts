import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { packBatch } from '../../../../pipelines/market/market-batch'
import { saveIncidents } from '../../../../workers/storage/anomalies/incident-rows'
import { readLimits } from '../../../../workers/storage/anomalies/limit-rows'
import { marketObjectName } from '../../../../workers/storage/market-name'
import { offer, search } from '../../../build/events'
import { aFinding, anIncident } from '../../../build/incidents'
import { services } from '../../../build/lake'
import { addKeys, ask, NOW } from '../../../build/sandbox'
import { TEST } from '../../../build/scopes'

beforeAll(addKeys)
beforeEach(async () => {
  for (const table of ['incidents', 'watch_limits']) {
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  }
})

type Anomaly = {
  id: string
  class: string
  state: string
  severity: string
  markets: string[]
  money_at_stake: { amount: string; currency: string } | null
  reason: string
  evidence: { market: string; actual: number; unit: string }[]
  verdict_at: string | null
}

async function data<T>(response: Response, status = 200): Promise<T> {
  expect(response.status).toBe(status)
  return (await response.json<{ data: T }>()).data
}
const post = (path: string, body: unknown = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

async function store() {
  const fare = anIncident([aFinding(), aFinding({ market: 'LIS-BOS' })], 'inc_fare')
  const outage = anIncident(
    [aFinding({ family: 'presence', class: 'feed_outage', airline: 'DL', stake: undefined })],
    'inc_outage'
  )
  await saveIncidents(services.db, TEST, [fare])
  await saveIncidents(services.db, TEST, [outage])
}

test('incidents are listed newest first, filtered and paged, and read by id', async () => {
  await store()
  const list = async (query = '') => data<Anomaly[]>(await ask(`/v1/anomalies${query}`))
  expect((await list()).map(({ id }) => id)).toEqual(['inc_outage', 'inc_fare'])
  expect((await list('?market=LIS-BOS')).map(({ id }) => id)).toEqual(['inc_fare'])
  expect((await list('?class=feed_outage&state=unresolved')).map(({ id }) => id)).toEqual([
    'inc_outage',
  ])
  expect((await list('?airline=TP&severity=P2')).map(({ id }) => id)).toEqual(['inc_fare'])
  expect(await list('?state=resolved')).toEqual([])
  const page = await (await ask('/v1/anomalies?limit=1')).json<{ links: { next: string } }>()
  const older = await data<Anomaly[]>(await ask(page.links.next))
  expect(older.map(({ id }) => id)).toEqual(['inc_fare'])
  expect(await data(await ask('/v1/anomalies', { key: 'sk_live_all' }))).toEqual([])

  const one = await data<Anomaly>(await ask('/v1/anomalies/inc_fare'))
  expect(one).toMatchObject({
    class: 'mistake_fare',
    state: 'open',
    markets: ['LIS-JFK', 'LIS-BOS'],
    money_at_stake: { amount: '720.00', currency: 'EUR' },
    evidence: [{ market: 'LIS-JFK', actual: 40, unit: 'EUR' }, { market: 'LIS-BOS' }],
  })
  expect(one.reason).toContain('TP in 2 markets')
  expect((await ask('/v1/anomalies/inc_none')).status).toBe(404)
  expect((await ask('/v1/anomalies?class=odd')).status).toBe(400)
})

test('verdicts set the state and move the limits once', async () => {
  await store()
  const verdict = async (action: string) =>
    data<Anomaly>(await post(`/v1/anomalies/inc_fare:${action}`))
  expect(await verdict('ack')).toMatchObject({ state: 'acknowledged' })
  const limits = () => readLimits(services.db, TEST, Date.parse(NOW))
  expect(await limits()).toEqual([])
  expect(await verdict('suppress')).toMatchObject({ state: 'suppressed' })
  const quiet = await limits()
  expect(quiet.map(({ market, factor }) => [market, factor > 1])).toEqual([
    ['LIS-BOS', true],
    ['LIS-JFK', true],
  ])
  await verdict('suppress')
  expect(await limits()).toEqual(quiet)
  expect(await verdict('confirm')).toMatchObject({ state: 'confirmed' })
  expect((await limits()).every(({ factor }) => factor < 1)).toBe(true)
  expect((await post('/v1/anomalies/inc_none:ack')).status).toBe(404)
})

test('offers are scored by the observed levels of their market, and nothing is learned', async () => {
  const now = Date.parse(NOW)
  const usual = Array.from({ length: 24 }, (_, at) =>
    search({
      id: `usual-${at}`,
      market: 'FAO-EWR',
      at: now - 3_600_000 - at,
      departureDate: '2026-12-20',
      offers: [offer(40_000 + at * 10)],
    })
  )
  const object = env.MARKETS.getByName(marketObjectName('FAO-EWR', TEST))
  await object.apply(packBatch('usual', usual), now)
  const before = await object.snapshot(now)
  const asked = {
    market: 'FAO-EWR',
    departure_date: '2026-12-20',
    airline: 'TP',
    currency: 'EUR',
  }
  const scored = await data<{ index: number; anomalous: boolean; score: number; status: string }[]>(
    await post('/v1/anomalies:score', {
      offers: [
        { ...asked, amount: 9 },
        { ...asked, market: 'GOH-XAB', currency: 'XOF', amount: 400 },
        { ...asked, amount: 410 },
      ],
    })
  )
  expect(scored.map(({ index, anomalous }) => [index, anomalous])).toEqual([
    [0, true],
    [1, false],
    [2, false],
  ])
  expect(scored[0]?.score).toBeGreaterThan(1)
  expect(scored[2]?.score).toBeLessThan(0.2)
  expect(scored[1]?.status).toBe('insufficient_history')
  expect(await object.snapshot(now)).toEqual(before)
  const refused = await post('/v1/anomalies:score', { offers: [{ ...asked, amount: -1 }] })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('amount')
})
