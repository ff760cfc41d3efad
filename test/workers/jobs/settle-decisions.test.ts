import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { marketOf } from '../../../models/airline/market'
import { decisionRow } from '../../../pipelines/decisions/decision-row'
import type { DecisionEvent } from '../../../pipelines/events/event'
import { settleDecisions } from '../../../workers/jobs/settle-decisions'
import { writeLedger } from '../../../workers/jobs/write-ledger'
import { indexDecisions } from '../../../workers/storage/decision-rows'
import { takeLease } from '../../../workers/storage/leases'
import { readCells } from '../../../workers/storage/ledger'
import { CLAIMS, decisionEvent, START, see } from '../../build/decisions'
import { breakingAt, emptyLake, services } from '../../build/lake'
import { LIVE, TEST } from '../../build/scopes'
import { overriding } from '../../fakes/faults'

const TEST_KEY = [TEST]
const at = (day: number) => START + day * DAY_MS

async function index(events: readonly DecisionEvent[], scope = TEST): Promise<void> {
  const rows = events.map((event) => decisionRow(event, { scope, rawKey: 'raw' }))
  await indexDecisions(services.db, rows)
}

async function empty(): Promise<void> {
  await emptyLake()
  for (const table of ['decisions', 'ledger_cells']) {
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  }
}

const cells = (scope = TEST) => readCells(services.db, scope, { from: '2000-01-01' })

async function states(): Promise<unknown[]> {
  const { results } = await env.DB.prepare('SELECT id, state FROM decisions ORDER BY id').all()
  return results.map(({ id, state }) => [id, state])
}

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  await empty()
  await see({ 1: 310_00, 2: 290_00, 3: 270_00, 4: 260_00, 5: 350_00, 6: 340_00, 7: 330_00 })
})

test('claims are settled each in its own time, and never twice', async () => {
  await index([decisionEvent('dec_a')])
  // Advice and forecast of three days are still open.
  expect(await settleDecisions(services, at(4), TEST_KEY)).toMatchObject({ claims: 2, finished: 0 })
  expect(await settleDecisions(services, at(4), TEST_KEY)).toMatchObject({ visited: 0 })
  expect(await settleDecisions(services, at(9), TEST_KEY)).toMatchObject({ claims: 4, finished: 1 })
  expect(await states()).toEqual([['dec_a', 'settled']])
  const whole = await cells()
  expect(await settleDecisions(services, at(90), TEST_KEY)).toMatchObject({ visited: 0 })
  expect(await cells()).toEqual(whole)
  const paid = whole.find(({ market, measure }) => market === 'all' && measure === 'paid')
  // Waited for 280, paid 270, and 260 came: of 300.
  expect(paid).toMatchObject({ n: 1, hits: 1 })
  expect(paid?.total).toBeCloseTo(0.1)
  expect(paid?.possible).toBeCloseTo(40 / 300)
})

test('a departure that is not observed again is censored', async () => {
  await index([decisionEvent('dec_gone', { market: 'OPO-CDG' })])
  const report = await settleDecisions(services, at(20), TEST_KEY)
  expect(report).toMatchObject({ claims: 6, censored: 6, finished: 1 })
  expect(await states()).toEqual([['dec_gone', 'censored']])
})

test('an answer that claimed nothing is never due', async () => {
  const bare = decisionEvent('dec_bare')
  await index([{ ...bare, decision: { ...bare.decision, claims: {} } }])
  expect(await settleDecisions(services, at(90), TEST_KEY)).toMatchObject({ visited: 0 })
  expect(await states()).toEqual([['dec_bare', 'unclaimed']])
})

test('a cron leaves alone what was decided at a clock of its own', async () => {
  const simulatedClock = decisionEvent('dec_travelled')
  await index([
    { ...simulatedClock, decision: { ...simulatedClock.decision, simulatedClock: true } },
  ])
  await index([decisionEvent('dec_b')])
  expect(await settleDecisions(services, at(90))).toMatchObject({ visited: 1 })
  expect(await settleDecisions(services, at(90), TEST_KEY)).toMatchObject({ visited: 1 })
})

test('a key settles its own mode, against its own market', async () => {
  await index([decisionEvent('dec_live')], LIVE)
  expect(await settleDecisions(services, at(20), TEST_KEY)).toMatchObject({ visited: 0 })
  // The market was observed with test keys only.
  expect(await settleDecisions(services, at(20), [LIVE])).toMatchObject({ visited: 1, censored: 6 })
  expect(await cells()).toEqual([])
})

test('a market that cannot be read keeps its decisions due, and no other from being settled', async () => {
  const others = ['LIS-JFK', 'LIS-CDG'].map((code, place) =>
    decisionEvent(`dec_${place}`, { market: marketOf(code.slice(0, 3), code.slice(4)) })
  )
  await index(others)
  const markets = overriding(env.MARKETS, {
    getByName: (name: string) => {
      if (name.endsWith('LIS-CDG')) throw new Error('the market is away')
      return env.MARKETS.getByName(name)
    },
  })
  const away = await settleDecisions({ ...services, markets }, at(20), TEST_KEY)
  expect(away).toMatchObject({ visited: 1, failed: 1, more: false })
  expect(await settleDecisions(services, at(20), TEST_KEY)).toMatchObject({ visited: 1, failed: 0 })
})

test('while one run works, another does nothing', async () => {
  await takeLease(services.db, 'ledger', 'someone')
  expect(await settleDecisions(services, at(20), TEST_KEY)).toEqual({ busy: true, more: true })
})

test('more decisions than a page are all settled in one run', async () => {
  await index(Array.from({ length: 600 }, (_, place) => decisionEvent(`dec_${place}`)))
  expect(await settleDecisions(services, at(20), TEST_KEY)).toMatchObject({ finished: 600 })
  const whole = (await cells()).find(
    ({ market, measure }) => market === 'all' && measure === 'decision'
  )
  expect(whole).toMatchObject({ n: 600 })
})

test('whatever step breaks, the next run ends in the same ledger', async () => {
  const events = [
    decisionEvent('dec_a'),
    decisionEvent('dec_b', { market: 'OPO-CDG' }),
    decisionEvent('dec_c', {
      at: at(1),
      decision: { ...decisionEvent('').decision, claims: CLAIMS },
    }),
  ]
  const arrange = async () => {
    await empty()
    await index(events)
  }
  const run = async (running = services) => {
    await settleDecisions(running, at(4), TEST_KEY)
    await settleDecisions(running, at(20), TEST_KEY)
    await writeLedger(running, at(21), TEST_KEY)
  }
  const written = async () => {
    const { objects } = await env.LAKE.list({ prefix: 'sandbox/test/ledger/' })
    return objects.map(({ key, etag }) => [key, etag])
  }
  await arrange()
  const counting = breakingAt({ fail: -1, when: 'before' })
  await run(counting.services)
  const whole = await cells()
  const files = await written()
  expect(files.length).toBe(1)
  expect(counting.calls()).toBeGreaterThan(10)

  for (let fail = 1; fail <= counting.calls(); fail += 1) {
    for (const when of ['before', 'after'] as const) {
      await arrange()
      await run(breakingAt({ fail, when }).services).catch(() => undefined)
      await env.DB.prepare('DELETE FROM leases').run()
      await run()
      expect([fail, when, await cells()]).toEqual([fail, when, whole])
      expect([fail, when, await written()]).toEqual([fail, when, files])
    }
  }
}, 120_000)
