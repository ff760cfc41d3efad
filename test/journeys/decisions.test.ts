import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { DecisionEntry } from '../../pipelines/decisions/decision-wire'
import type { Claims } from '../../pipelines/events/claims'
import type { SearchEvent } from '../../pipelines/events/event'
import { AccuracyFigures } from '../../pipelines/ledger/accuracy-report'
import { packBatch } from '../../pipelines/market/market-batch'
import { readMarketSnapshot } from '../../workers/answering/snapshots'
import { newDecisionId } from '../../workers/decisions/decision-id'
import { recordDecision } from '../../workers/decisions/record-decision'
import { connect } from '../../workers/services'
import { marketObjectName } from '../../workers/storage/market-name'
import { storeRates } from '../../workers/storage/rate-rows'
import { addKeys, ask } from '../build/sandbox'
import { TEST } from '../build/scopes'

/** A clock years before the present, separate from the other tests. */
const START = Date.parse('2024-05-06T12:00:00Z')
const MARKET = 'LIS-JFK' as const
const DEPARTURE = utcDay(START + 40 * DAY_MS)
/** Every claim of the decision can be settled by the tenth day. */
const SOON = utcDay(START + 9 * DAY_MS)

const Data = z.object({ data: z.unknown() })
const Insight = z.looseObject({ decision_id: z.string(), status: z.string() })
const Replay = z.object({ matches: z.boolean(), differences: z.array(z.looseObject({})) })
const Report = z.object({ report: z.record(z.string(), z.unknown()) })

beforeAll(addKeys)

/** Observes every departure of the next weeks on a day, at fares that depend on the day. */
async function seeDay(day: number, move: number, scope = TEST): Promise<void> {
  const at = START + day * DAY_MS - 3_600_000
  const events = Array.from(
    { length: 60 - day },
    (_, ahead): SearchEvent => ({
      type: 'search',
      id: `${scope}-${day}-${ahead}`,
      at,
      receivedAt: at,
      market: MARKET,
      departureDate: utcDay(START + (day + ahead + 1) * DAY_MS),
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
      shopper: {},
      offers: [0, 20_00, 90_00].map((dearer) => ({
        airline: 'TP',
        amountMinor: 300_00 + move * 100 + dearer + ahead,
      })),
    })
  )
  const object = env.MARKETS.getByName(marketObjectName(MARKET, scope))
  await object.apply(packBatch(`${scope}-${day}`, events), at)
}

async function json<S extends z.ZodType>(
  path: string,
  schema: S,
  { day = 0, method = 'GET', key = 'sk_test_all' } = {}
): Promise<z.infer<S>> {
  const now = new Date(START + day * DAY_MS).toISOString()
  const headers = key.startsWith('sk_test') ? { 'fareline-now': now } : {}
  const response = await ask(path, { method, key, headers })
  expect(response.status, await response.clone().text()).toBe(200)
  return schema.parse(Data.parse(await response.json()).data)
}

const run = (job: string, day: number) =>
  json(`/v1/jobs/${job}:run`, Report, { day, method: 'POST' }).then(({ report }) => report)

function insight(more = '', departure = DEPARTURE) {
  const path = `/v1/price-insights?origin=LIS&destination=JFK&departure_date=${departure}${more}`
  return json(path, Insight)
}

/** Through the queue into raw and the index. */
async function recorded(id: string): Promise<DecisionEntry> {
  await vi.waitFor(async () => expect((await ask(`/v1/decisions/${id}`)).status).toBe(200), {
    timeout: 15_000,
    interval: 100,
  })
  return json(`/v1/decisions/${id}`, DecisionEntry)
}

test('records, returns, replays, settles and counts a decision', async () => {
  for (let day = -4; day <= 0; day += 1) await seeDay(day, day)
  const answer = await insight('&adults=2', SOON)
  const { decision_id: id } = answer
  const shown = await recorded(id)
  expect(shown).toMatchObject({
    decision_id: id,
    resource: 'price-insight',
    propensity: 1,
    market: MARKET,
    question: { market: MARKET, passengers: 2 },
    answer: { decision_id: id, status: answer.status },
    outcome: { state: 'open', verdicts: [] },
  })
  expect(shown.claims.interval).toBeDefined()
  expect(shown.inputs.models.fare?.rows).toEqual([expect.objectContaining({ currency: 'EUR' })])

  const again = () => json(`/v1/decisions/${id}:replay`, Replay, { method: 'POST' })
  expect(await again()).toEqual(expect.objectContaining({ matches: true, differences: [] }))

  // The market changes with time, the replay does not.
  for (let day = 1; day <= 9; day += 1) await seeDay(day, -10 * day)
  expect((await again()).matches).toBe(true)

  expect(await run('settle-decisions', 3)).toMatchObject({ finished: 0 })
  const report = await run('settle-decisions', 10)
  expect(report).toMatchObject({ failed: 0, more: false })
  expect(Number(report.finished)).toBeGreaterThan(0)
  const settled = await recorded(id)
  expect(settled.outcome).toMatchObject({
    state: 'settled',
    verdicts: expect.arrayContaining([
      expect.objectContaining({ measure: 'interval', horizonDays: 1, state: 'settled' }),
      expect.objectContaining({ measure: 'level' }),
      expect.objectContaining({ measure: 'forecast', horizonDays: 7, state: 'settled' }),
    ]),
  })
  // A second run finds nothing to do.
  expect(await run('settle-decisions', 10)).toMatchObject({ visited: 0 })

  const figures = await json('/v1/accuracy?scope=market:LIS-JFK', AccuracyFigures, { day: 10 })
  expect(figures.counts).toMatchObject({ settled: 1, unsettled: 0, censored: 0 })
  expect(figures.predicted_fare).toMatchObject({ n: 1, interval: { nominal: 0.8 } })
  expect(figures.price_levels).toEqual([expect.objectContaining({ n: 1, fell: 1 })])
  const others = await json('/v1/accuracy?scope=market:LIS-CDG', AccuracyFigures, { day: 10 })
  expect(others.counts.decisions).toBe(0)

  expect(await run('write-ledger', 10)).toMatchObject({ days: 0 })
  expect(await run('write-ledger', 11)).toMatchObject({ days: 1, files: 1, rows: 6 })
  const { objects } = await env.LAKE.list({ prefix: 'sandbox/test/ledger/' })
  expect(objects.map(({ key }) => key)).toEqual([
    'sandbox/test/ledger/date=2024-05-16/0000.parquet',
  ])
})

test('records each prediction and insight of a batch as a decision that replays', async () => {
  const item = { origin: 'LIS', destination: 'JFK', departure_date: DEPARTURE, explain: true }
  const Items = z.object({ items: z.array(z.looseObject({})) })
  const post = async (path: string) => {
    const response = await ask(path, {
      method: 'POST',
      body: JSON.stringify({ items: [item] }),
      headers: {
        'content-type': 'application/json',
        'fareline-now': new Date(START).toISOString(),
      },
    })
    return Items.parse(Data.parse(await response.json()).data).items[0]
  }
  const predicted = await post('/v1/price-predictions')
  const judged = z.looseObject({ insight: Insight }).parse(await post('/v1/price-insights:batch'))
  for (const id of [String(predicted?.decision_id), judged.insight.decision_id]) {
    await recorded(id)
    const replayed = await json(`/v1/decisions/${id}:replay`, Replay, { method: 'POST' })
    expect(replayed).toMatchObject({ matches: true, differences: [] })
  }
})

test('settles and counts the claims of forecasts and advice', async () => {
  const services = connect(env, { now: START, defer: () => {} })
  const snapshotRead = await readMarketSnapshot(MARKET, TEST, services)
  const claims: Claims = {
    fares: { cabin: 'economy', roundTrip: false, currency: 'EUR' },
    lowestMinor: 300_39,
    forecast: {
      model: 'outlook@1',
      level: 0.8,
      days: [1, 3, 7].map((horizonDays) => ({
        horizonDays,
        lowMinor: 200_00,
        midMinor: 300_00 - horizonDays * 10_00,
        highMinor: 400_00,
      })),
    },
    advice: {
      model: 'outlook@1',
      action: 'wait',
      deadline: utcDay(START + 7 * DAY_MS),
      minSavingMinor: 30_00,
      dropProbability: 0.83,
      confidence: 0.75,
    },
  }
  const id = newDecisionId()
  const deferred: Promise<unknown>[] = []
  recordDecision(
    { ...services, defer: (work) => void deferred.push(work) },
    {
      id,
      resource: 'price-insight',
      scope: TEST,
      trip: {
        market: MARKET,
        departureDate: DEPARTURE,
        cabin: 'economy',
        passengers: 1,
        currency: 'EUR',
      },
      question: {},
      reads: [{ market: MARKET, ...snapshotRead }],
      rates: [],
      describe: () => ({ answer: {}, claims, models: { outlook: { name: 'outlook@1' } } }),
    }
  )
  await Promise.all(deferred)
  await recorded(id)
  await run('settle-decisions', 10)
  const figures = await json('/v1/accuracy?model_version=outlook@1', AccuracyFigures, { day: 10 })
  expect(figures.counts).toMatchObject({ decisions: 1, settled: 1 })
  expect(figures.forecasts).toMatchObject([
    { horizon_days: 1, n: 1, interval: { observed: 1 } },
    { horizon_days: 3, n: 1 },
    { horizon_days: 7, n: 1 },
  ])
  expect(figures.drops).toMatchObject([{ bin: '0.8-0.9', n: 1, said: 0.83, observed: 1 }])
  expect(figures.advice).toMatchObject({ n: 1, precision: 1 })
  expect(figures.saving.by_action).toMatchObject([{ action: 'wait', n: 1, no_worse: 1 }])
  expect(figures.saving.share_of_clairvoyant).toBeGreaterThan(0.4)
})

test('an answer in another currency is replayed and settled at its own rate', async () => {
  const services = connect(env, { now: START, defer: () => {} })
  const table = { date: utcDay(START), source: 'a bank', perEuro: { USD: 1.25 } }
  await storeRates(services, TEST, [table])
  const { decision_id: id } = await insight('&currency=USD')
  const shown = await recorded(id)
  expect(shown.claims).toMatchObject({
    fares: { currency: 'EUR' },
    conversion: { from: 'EUR', to: 'USD', rate: 1.25 },
  })
  expect(shown.inputs.rates).toEqual([table])
  // Later rates do not change it.
  await storeRates(services, TEST, [{ ...table, perEuro: { USD: 2 } }])
  const replay = { method: 'POST' }
  expect((await json(`/v1/decisions/${id}:replay`, Replay, replay)).differences).toEqual([])

  await run('settle-decisions', 10)
  const { outcome } = await recorded(id)
  // The median offer of the next day, 300.38 - 10 + 20 euros within 2 %, at the rate of the answer.
  const interval = outcome.verdicts.find(({ measure }) => measure === 'interval')
  expect((interval?.realisedMinor ?? 0) / (310_38 * 1.25)).toBeCloseTo(1, 1.7)
})

test('hides the decision from a key of the other mode', async () => {
  const { decision_id: id } = await insight()
  await recorded(id)
  expect((await ask(`/v1/decisions/${id}`, { key: 'sk_live_all' })).status).toBe(404)
  const replay = { method: 'POST', key: 'sk_live_all' }
  expect((await ask(`/v1/decisions/${id}:replay`, replay)).status).toBe(404)
})

test('records no claims for an answer without evidence and counts it as abstained', async () => {
  const path = `/v1/price-insights?origin=HND&destination=SYD&departure_date=${DEPARTURE}`
  const { decision_id: id } = await json(path, Insight)
  expect((await recorded(id)).outcome.state).toBe('unclaimed')
  const { matches } = await json(`/v1/decisions/${id}:replay`, Replay, { method: 'POST' })
  expect(matches).toBe(true)
  const figures = await json('/v1/accuracy?scope=market:HND-SYD', AccuracyFigures)
  expect(figures.counts).toMatchObject({ decisions: 0, abstained: 1 })
})

test('returns 404 for an unknown id', async () => {
  const response = await exports.default.fetch('https://fareline.test/v1/decisions/dec_none', {
    headers: { authorization: 'Bearer sk_test_all' },
  })
  expect(response.status).toBe(404)
})
