import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { readCalendarInputs } from '../../../workers/answering/calendar-inputs'
import { connect } from '../../../workers/services'
import { storeRates } from '../../../workers/storage/rate-rows'
import { inDays, observe } from '../../build/observed-markets'
import { NOW } from '../../build/sandbox'
import { TEST } from '../../build/scopes'

const now = Date.parse(NOW)
const services = connect(env, { now: now, defer: () => {} })
const table = { date: '2026-11-19', source: 'a bank', perEuro: { USD: 1.25 } }
const question = {
  market: 'GDN-RIX',
  today: inDays(0),
  from: inDays(10),
  to: inDays(20),
  cabin: 'economy',
  passengers: 1,
} as const

beforeAll(async () => {
  await observe('GDN-RIX', 40_00)
  await observe('RIX-GDN', 50_00, { currency: 'USD' })
  await storeRates(services, TEST, [table])
  services.isolate.rates.clear()
})

test('reads one market for one-way trips, and no rates that are not needed', async () => {
  const { out, back, rates } = await readCalendarInputs(question, TEST, services)
  expect(out.snapshot?.market).toBe('GDN-RIX')
  expect(back).toBeUndefined()
  expect(rates).toEqual([])
})

test('reads both directions of a stay, with rates where their currencies differ', async () => {
  const stay = { least: 2, most: 4 }
  const { out, back, rates } = await readCalendarInputs({ ...question, stay }, TEST, services)
  expect([out, back].map((read) => read?.snapshot?.market)).toEqual(['GDN-RIX', 'RIX-GDN'])
  expect(rates).toEqual([table])
})
