import { env } from 'cloudflare:workers'
import { parquetReadObjects } from 'hyparquet'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DAY_MS } from '../../../models/airline/calendar'
import { decisionRow } from '../../../pipelines/decisions/decision-row'
import { CURATED_DAYS, RAW_DAYS } from '../../../pipelines/lake/retention'
import { AccuracyFigures } from '../../../pipelines/ledger/accuracy-report'
import {
  calibrationFor,
  ledgerSummary,
  publishSummary,
} from '../../../workers/answering/ledger-summary'
import { expireLake } from '../../../workers/jobs/expire-lake'
import { settleDecisions } from '../../../workers/jobs/settle-decisions'
import { writeLedger } from '../../../workers/jobs/write-ledger'
import { indexDecisions } from '../../../workers/storage/decision-rows'
import { decisionEvent, START, see } from '../../build/decisions'
import { services } from '../../build/lake'
import { addKeys, ask } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'

const TEST_KEY = [TEST]
const at = (day: number) => START + day * DAY_MS
const now = { 'fareline-now': new Date(at(21)).toISOString() }

beforeAll(async () => {
  await addKeys()
  await see({ 1: 310_00, 2: 290_00, 3: 270_00, 4: 260_00, 5: 350_00, 6: 340_00, 7: 330_00 })
  const rows = Array.from({ length: 40 }, (_, place) =>
    decisionRow(decisionEvent(`dec_${place}`), { scope: TEST, rawKey: 'raw' })
  )
  await indexDecisions(services.db, rows)
  await settleDecisions(services, at(20), TEST_KEY)
})

async function figures(query: string) {
  const response = await ask(`/v1/accuracy?${query}`, { headers: now })
  expect(response.status).toBe(200)
  return z.object({ data: AccuracyFigures }).parse(await response.json()).data
}

test('figures are narrowed by market, model, horizon, days out and window', async () => {
  expect((await figures('')).counts).toMatchObject({ decisions: 40, settled: 40 })
  expect((await figures('scope=market:OPO-CDG')).counts.decisions).toBe(0)
  expect((await figures('days_out=30-59')).counts.settled).toBe(40)
  expect((await figures('days_out=0-6')).counts.settled).toBe(0)
  expect((await figures('window=P1D')).counts.settled).toBe(0)
  const outlook = await figures('model_version=outlook@1')
  expect(outlook.counts.settled).toBe(40)
  expect(outlook.predicted_fare.n).toBe(0)
  expect(outlook.forecasts).toMatchObject([{ horizon_days: 3, n: 40, mape: 0.037 }])
  expect((await figures('horizon=14')).forecasts).toEqual([])
  // The advice covered 5 days: it is in the group of 7.
  expect((await figures('horizon=7')).advice.n).toBe(40)
})

test.each([
  ['scope=everything', '/scope'],
  ['horizon=soon', '/horizon'],
  ['window=90', '/window'],
  ['window=P0D', '/window'],
  ['days_out=5', '/days_out'],
])('%s is refused with its pointer', async (query, pointer) => {
  const response = await ask(`/v1/accuracy?${query}`, { headers: now })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ errors: [{ pointer }] })
})

test('a live key sees none of what test keys settled', async () => {
  const response = await ask('/v1/accuracy', { key: 'sk_live_all' })
  const { data } = z.object({ data: AccuracyFigures }).parse(await response.json())
  expect(data.counts).toEqual({ decisions: 0, settled: 0, unsettled: 0, censored: 0, abstained: 0 })
})

test('advice learns from memory how often its like was right, and never waits for it', async () => {
  expect(calibrationFor(services, TEST, 'LIS-JFK', 0.71)).toEqual({
    bin: '0.7-0.8',
    observed: 1,
    n: 40,
    scope: 'market',
  })
  expect(calibrationFor(services, TEST, 'HND-SYD', 0.79)?.scope).toBe('all')
  expect(calibrationFor(services, TEST, 'LIS-JFK', 0.3)).toBeNull()
  const summary = ledgerSummary(services, TEST)
  expect(summary?.markets['LIS-JFK']?.forecasts[3]).toEqual({ n: 40, hits: 40 })
  // The other mode has no summary yet; it is read after the answer.
  const deferred = vi.fn()
  expect(calibrationFor({ ...services, defer: deferred }, LIVE, 'LIS-JFK', 0.71)).toBeNull()
  expect(deferred).toHaveBeenCalledTimes(1)
  await publishSummary(services, LIVE, { schema: 1, at: 0, markets: {} })
})

test('a day of the ledger is Parquet with a row a claim', async () => {
  expect(await writeLedger(services, at(21), TEST_KEY)).toMatchObject({ days: 1, rows: 240 })
  const object = await env.LAKE.get('sandbox/test/ledger/date=2024-05-26/0000.parquet')
  const file = await object?.arrayBuffer()
  if (!file) throw new Error('no file')
  const rows = await parquetReadObjects({ file })
  expect(rows.filter(({ measure }) => measure === 'paid')).toHaveLength(40)
  expect(rows.find(({ measure }) => measure === 'paid')).toMatchObject({
    market: 'LIS-JFK',
    state: 'settled',
    action: 'wait',
    days_out: '30-59',
    currency: 'EUR',
    now_minor: 30000n,
    realised_minor: 27000n,
    clairvoyant_minor: 26000n,
    hit: true,
  })
})

test('decisions go with the raw lake, the ledger with the curated', async () => {
  const count = () => env.DB.prepare('SELECT count(*) AS n FROM decisions').first('n')
  await env.DB.prepare(
    "INSERT INTO receipt_messages (id, receipt_id) VALUES ('m', 'dcs_2020-01-01_x')"
  ).run()
  const after = (days: number) => Date.now() + days * DAY_MS
  await expireLake(services, after(RAW_DAYS - 1))
  expect(await count()).toBe(40)
  const left = await env.DB.prepare("SELECT count(*) AS n FROM receipt_messages WHERE id = 'm'")
  expect(await left.first('n')).toBe(0)
  expect(await expireLake(services, after(RAW_DAYS + 1))).toMatchObject({
    decisions: 40,
    ledger: 0,
  })
  expect(await count()).toBe(0)
  expect(await expireLake(services, after(CURATED_DAYS + 1))).toMatchObject({ ledger: 1 })
})
