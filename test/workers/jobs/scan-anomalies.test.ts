import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY_MS, dayNumberAt, HOUR_MS } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../../pipelines/events/event'
import { packBatch } from '../../../pipelines/market/market-batch'
import { learnVerdict } from '../../../pipelines/watch/causes/sensitivity'
import { evaluateAlerts } from '../../../workers/jobs/alerting/evaluate-alerts'
import { compactLake } from '../../../workers/jobs/compact-lake'
import { scanAnomalies } from '../../../workers/jobs/scan-anomalies'
import { listAlerts } from '../../../workers/storage/alerting/alert-rows'
import { addRule } from '../../../workers/storage/alerting/rule-rows'
import {
  findIncident,
  judgeIncident,
  listIncidents,
} from '../../../workers/storage/anomalies/incident-rows'
import { writeLimits } from '../../../workers/storage/anomalies/limit-rows'
import { marketObjectName } from '../../../workers/storage/market-name'
import { scanSuspects } from '../../../workers/watch/scan-suspects'
import { offer, search } from '../../build/events'
import { FIRST_DAY, feedOf } from '../../build/feeds'
import { breakingAt, emptyLake, putRaw, services } from '../../build/lake'
import { addKeys } from '../../build/sandbox'
import { LIVE, TEST } from '../../build/scopes'

const { db } = services
const LAST = FIRST_DAY + 20
/** Noon of the last day, at which its searches of six o'clock are an hour that is over. */
const AT = LAST * DAY_MS + 12 * HOUR_MS

beforeAll(addKeys)
beforeEach(async () => {
  await emptyLake()
  for (const table of ['incidents', 'watch_limits', 'alert_rules']) {
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  }
})

/** Three weeks of a feed; on the last day one airline's fares are a hundred times what they were. */
function faultyFeed(): SearchEvent[] {
  return feedOf({ seed: 3, changes: 0.2 })
    .filter(({ at }) => dayNumberAt(at) <= LAST)
    .map((event) => (dayNumberAt(event.at) < LAST ? event : wrong(event)))
}

function wrong(event: SearchEvent): SearchEvent {
  const offers = event.offers.map((each) =>
    each.airline === 'TP' ? { ...each, amountMinor: each.amountMinor * 100 } : each
  )
  return { ...event, offers }
}

async function land(events: readonly SearchEvent[], scope = TEST) {
  await putRaw(`feed-${scope.mode}`, events, { scope, receivedAt: AT })
  await compactLake(services, AT, [scope])
}

const found = async (scope = TEST) =>
  (await listIncidents(db, scope, { limit: 100 })).map(({ incident }) => incident)

test('a fault of a feed opens one incident of its owner, which is resolved when it is over', async () => {
  await land(faultyFeed())
  expect(await scanAnomalies(services, AT, [TEST])).toMatchObject({ hours: 21, more: false })
  const [incident, ...others] = await found()
  expect(others).toEqual([])
  expect(incident).toMatchObject({
    class: 'decimal_error',
    state: 'open',
    severity: 'P2',
    airline: 'TP',
  })
  expect(incident?.parts.map(({ market }) => market)).toEqual(['LIS-JFK'])
  expect(await found(LIVE)).toEqual([])
  await scanAnomalies(services, AT + 3 * DAY_MS, [TEST])
  const after = await findIncident(db, TEST, incident?.id ?? '')
  expect(after?.state).toBe('resolved')
})

test('a second run reads nothing and changes nothing', async () => {
  await land(faultyFeed())
  await scanAnomalies(services, AT, [TEST])
  const before = await found()
  expect(await scanAnomalies(services, AT, [TEST])).toMatchObject({ hours: 0, incidents: 0 })
  expect(await found()).toEqual(before)
})

test('a run that breaks anywhere finds what a whole one would', async () => {
  await land(faultyFeed())
  await scanAnomalies(services, AT, [TEST])
  const whole = (await found()).map(({ id: _, ...rest }) => rest)
  const counting = breakingAt({ fail: -1, when: 'before' })
  await env.DB.prepare('DELETE FROM lake_cursors').run()
  await scanAnomalies(counting.services, AT, [TEST])
  const calls = counting.calls()
  for (let fail = 1; fail <= calls; fail += Math.ceil(calls / 8)) {
    await emptyLake()
    await env.DB.prepare('DELETE FROM incidents').run()
    await land(faultyFeed())
    const { services: breaking } = breakingAt({ fail, when: 'after' })
    await scanAnomalies(breaking, AT, [TEST]).catch(() => undefined)
    await env.DB.prepare('DELETE FROM leases').run()
    await scanAnomalies(services, AT, [TEST])
    expect((await found()).map(({ id: _, ...rest }) => rest)).toEqual(whole)
  }
}, 60_000)

test('a suppressed kind opens no incident again', async () => {
  await land(faultyFeed())
  await scanAnomalies(services, AT, [TEST])
  const [incident] = await found()
  if (!incident) throw new Error('no incident')
  await writeLimits(db, TEST, learnVerdict(incident, 'suppressed', [], AT))
  await env.DB.prepare('DELETE FROM incidents').run()
  await env.DB.prepare('DELETE FROM lake_cursors').run()
  await emptyLake()
  await land(faultyFeed())
  await scanAnomalies(services, AT, [TEST])
  expect(await found()).toEqual([])
})

test('a scan keeps the state that a person has set', async () => {
  await land(faultyFeed())
  await scanAnomalies(services, AT, [TEST])
  const [incident] = await found()
  await judgeIncident(db, TEST, incident?.id ?? '', 'acknowledged', AT)
  await env.DB.prepare('DELETE FROM lake_cursors').run()
  await scanAnomalies(services, AT + HOUR_MS, [TEST])
  expect((await found()).map(({ state }) => state)).toEqual(['acknowledged'])
})

test('offers in quarantine open an incident right after their event', async () => {
  const now = services.now
  const usual = Array.from({ length: 24 }, (_, at) =>
    search({
      id: `usual-${at}`,
      market: 'OPO-EWR',
      at: now - HOUR_MS - at,
      departureDate: '2026-12-20',
      offers: [offer(40_000 + at * 10)],
    })
  )
  const mistake = search({
    id: 'mistake',
    market: 'OPO-EWR',
    at: now,
    departureDate: '2026-12-20',
    offers: [offer(900)],
  })
  const object = env.MARKETS.getByName(marketObjectName('OPO-EWR', TEST))
  await object.apply(packBatch('usual', usual), now)
  await object.apply(packBatch('mistake', [mistake]), now)
  await scanSuspects(services, [{ scope: TEST, market: 'OPO-EWR' }])
  expect(await found()).toMatchObject([
    { class: 'mistake_fare', state: 'open', parts: [{ market: 'OPO-EWR' }] },
  ])
  await scanSuspects(services, [{ scope: TEST, market: 'OPO-EWR' }])
  expect(await found()).toHaveLength(1)
})

test('a rule raises an alert for each incident of its classes, and resolves it with the incident', async () => {
  const rule = {
    id: 'rule_decimal',
    scope: TEST,
    name: 'decimals',
    condition: {
      kind: 'incident',
      classes: ['decimal_error' as const],
      least_severity: 'P2',
    } as const,
    priority: 'P1' as const,
    quietHours: undefined,
    createdAt: AT,
  }
  await addRule(db, { ...rule, condition: { ...rule.condition, classes: ['decimal_error'] } })
  const others = {
    kind: 'incident',
    classes: ['missing_tax' as const],
    least_severity: 'P4',
  } as const
  await addRule(db, { ...rule, id: 'rule_tax', condition: { ...others, classes: ['missing_tax'] } })
  await land(faultyFeed())
  await scanAnomalies(services, AT, [TEST])
  expect(await evaluateAlerts(services, AT, [TEST])).toMatchObject({ alerts: 1 })
  expect(await evaluateAlerts(services, AT, [TEST])).toMatchObject({ alerts: 0 })
  await scanAnomalies(services, AT + 3 * DAY_MS, [TEST])
  await evaluateAlerts(services, AT + 3 * DAY_MS, [TEST])
  const alerts = await listAlerts(db, TEST, { limit: 10, kind: 'incident' })
  expect(alerts.map(({ alert }) => [alert.state, alert.ruleId, alert.priority])).toEqual([
    ['resolved', 'rule_decimal', 'P1'],
    ['raised', 'rule_decimal', 'P1'],
  ])
  expect(alerts[1]?.alert.detail).toContain('decimals: P2 decimal_error, TP in LIS-JFK')
})
