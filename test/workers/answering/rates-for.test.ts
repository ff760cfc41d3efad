import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { ratesFor } from '../../../workers/answering/rates-for'
import { connect } from '../../../workers/services'
import { storeRates } from '../../../workers/storage/rate-rows'
import { anInsightQuestion } from '../../build/questions'
import { LIVE, TEST } from '../../build/scopes'
import { fareGroupOf, NOW, snapshotOf } from '../../build/snapshots'

const services = connect(env, { now: NOW, defer: () => {} })
const snapshotRead = {
  snapshot: snapshotOf([fareGroupOf([{ inDays: 30, fare: 100_00 }])]),
  source: 'memory',
} as const
const table = { date: '2026-11-19', source: 'a bank', perEuro: { USD: 1.25 } }

beforeAll(async () => {
  await storeRates(services, TEST, [table])
  services.isolate.rates.clear()
})

test('reads no rates for an answer in the currency of the fares', async () => {
  expect(await ratesFor(anInsightQuestion(), snapshotRead, TEST, services)).toEqual([])
  expect(
    await ratesFor(anInsightQuestion({ currency: 'EUR' }), snapshotRead, TEST, services)
  ).toEqual([])
})

test('reads the rates of the scope at the clock of the question', async () => {
  const question = anInsightQuestion({ currency: 'USD' })
  expect(await ratesFor(question, snapshotRead, TEST, services)).toEqual([table])
  expect(await ratesFor(question, snapshotRead, LIVE, services)).toEqual([])
})
