import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { tripBin } from '../../../models/airline/trip-bins'
import type { LedgerSummary } from '../../../pipelines/answers/evidence/track-record'
import type { Scope } from '../../../pipelines/events/scope'
import {
  calibrationFor,
  predictedRecordFor,
  publishSummary,
  summaryKey,
} from '../../../workers/answering/ledger-summary'
import { trackRecord } from '../../../workers/answering/track-record-of'
import { connect } from '../../../workers/services'
import { anInsightQuestion } from '../../build/questions'

const scopeOf = (account: string): Scope => ({ account, mode: 'test' })
const BIN = tripBin({ cabin: 'economy', roundTrip: false })
const MARKET = {
  advice: Array.from({ length: 10 }, (_, bin) => ({ n: bin === 7 ? 40 : 3, hits: 2 })),
  interval: { n: 50, hits: 40 },
  trips: { [BIN]: { n: 50, model: 5, rule: 9, hits: 40, ruleN: 50, ruleHits: 45 } },
  forecasts: { 7: { n: 100, hits: 81 } },
}
const SUMMARY: LedgerSummary = { schema: 1, at: 0, markets: { 'LIS-JFK': MARKET, all: MARKET } }

function rig() {
  const deferred: Promise<unknown>[] = []
  const services = connect(env, { now: 0, defer: (work) => void deferred.push(work) })
  return { services, deferred }
}

test('an answer never waits for the summary: it is read behind the first and there for the next', async () => {
  const scope = scopeOf('summary-kv')
  await env.SNAPSHOTS.put(summaryKey(scope), JSON.stringify(SUMMARY))
  const { services, deferred } = rig()
  expect(predictedRecordFor(services, scope, 'LIS-JFK', BIN).coverage).toBeNull()
  await Promise.all(deferred)
  expect(predictedRecordFor(services, scope, 'LIS-JFK', BIN)).toEqual({
    coverage: { observed: 0.8, n: 50, scope: 'market' },
    ruleCoverage: { observed: 0.9, n: 50, scope: 'market' },
    beatsRule: true,
  })
  expect(predictedRecordFor(services, scope, 'LIS-CDG', BIN).coverage).toEqual({
    observed: 0.8,
    n: 50,
    scope: 'all',
  })
})

test('a published summary serves its isolate at once, and no other scope', async () => {
  const scope = scopeOf('summary-published')
  const { services } = rig()
  await publishSummary(services, scope, SUMMARY)
  const record = trackRecord(anInsightQuestion(), scope, services)
  expect(record.calibration(0.75)).toMatchObject({ bin: '0.7-0.8', n: 40, observed: 0.05 })
  expect(record.coverage).toMatchObject({ n: 50 })
  expect(calibrationFor(services, scopeOf('summary-other'), 'LIS-JFK', 0.75)).toBeNull()
})

test('returns null for a confidence with too few settled decisions', async () => {
  const scope = scopeOf('summary-thin')
  const { services } = rig()
  await publishSummary(services, scope, SUMMARY)
  expect(calibrationFor(services, scope, 'LIS-JFK', 0.15)).toBeNull()
})
