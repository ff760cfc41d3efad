import { expect, test } from 'vitest'
import { DAY_MS, utcDay } from '../../../models/airline/calendar'
import type { RateTable } from '../../../models/airline/exchange-rates'
import type { Event } from '../../../pipelines/events/event'
import { daysToExchange, exchangeBy } from '../../../pipelines/market/exchange'
import { packBatch } from '../../../pipelines/market/market-batch'
import { restoreMarketState, takeChanges } from '../../../pipelines/market/market-chunks'
import { applyBatch, createMarketState, snapshotOf } from '../../../pipelines/market/market-state'
import { AT, booking, offer, search } from '../../build/events'

const RATES: RateTable[] = [
  { date: utcDay(AT), source: 'ECB', perEuro: { USD: 1.25, JPY: 160 } },
  { date: utcDay(AT + DAY_MS), source: 'ECB', perEuro: { USD: 1.6 } },
]

const EUR = search({ id: 'eur', offers: [offer(400_00)] })
const USD = search({ id: 'usd', currency: 'USD', offers: [offer(500_00), offer(625_00, 'DL')] })
const LATER = search({ ...USD, id: 'later', at: AT + DAY_MS, offers: [offer(800_00)] })
const GBP = search({ id: 'gbp', currency: 'GBP', offers: [offer(350_00)] })

function counted(events: readonly Event[], rates: readonly RateTable[]) {
  const state = createMarketState('LIS-JFK')
  applyBatch(state, packBatch('batch', events, exchangeBy(rates)), AT + DAY_MS)
  return state
}

test('fares in another currency are counted in that of the origin, at the rate of their own day', () => {
  const { fareGroups, exchanges } = snapshotOf(counted([EUR, USD, LATER], RATES), AT + DAY_MS)
  expect(fareGroups.map(({ currency }) => currency)).toEqual(['EUR'])
  expect(fareGroups[0]?.windows['30d']).toMatchObject({
    count: 4,
    sumMinor: 400_00 + 400_00 + 500_00 + 500_00,
  })
  expect(exchanges).toEqual({ reference: 'EUR', converted: { USD: 3 }, unconverted: {} })
})

test('keeps a fare group of its own for a currency without a rate, and counts it in the snapshot', () => {
  const { fareGroups, exchanges } = snapshotOf(counted([EUR, USD, GBP], RATES), AT + DAY_MS)
  expect(fareGroups.map(({ currency }) => currency)).toEqual(['EUR', 'GBP'])
  expect(exchanges).toEqual({ reference: 'EUR', converted: { USD: 2 }, unconverted: { GBP: 1 } })
})

test('without any table everything is counted as it was sent', () => {
  const plain = createMarketState('LIS-JFK')
  applyBatch(plain, packBatch('batch', [EUR, USD, GBP]), AT + DAY_MS)
  expect(counted([EUR, USD, GBP], [])).toEqual(plain)
  expect(snapshotOf(plain, AT).fareGroups.map(({ currency }) => currency)).toEqual([
    ...['EUR', 'GBP', 'USD'],
  ])
})

test('needs no rate for a market sold in its own currency', () => {
  expect(daysToExchange([EUR, booking({ currency: 'USD' })])).toEqual(new Set())
  expect(snapshotOf(counted([EUR], RATES), AT).exchanges).toBeUndefined()
  expect(counted([EUR], RATES)).toEqual(counted([EUR], []))
  expect(daysToExchange([EUR, USD, LATER, GBP])).toEqual(new Set([utcDay(AT), utcDay(AT + DAY_MS)]))
})

test('the same events and the same tables give the same state, in whatever order tables come', () => {
  const events = [EUR, USD, LATER, GBP]
  expect(counted(events, RATES.toReversed())).toEqual(counted(structuredClone(events), RATES))
})

test('stores the counts of exchanged offers and starts an older market at none', () => {
  const state = counted([EUR, USD], RATES)
  const chunks = structuredClone([...takeChanges(state).put.values()])
  expect(restoreMarketState(chunks)?.exchanges).toEqual({ converted: { USD: 2 }, unconverted: {} })

  const older = chunks.map((chunk) => {
    if (!chunk.head) return chunk
    const { exchanges: _none, ...head } = chunk.head
    return { head }
  })
  expect(restoreMarketState(older)?.exchanges).toEqual({ converted: {}, unconverted: {} })
})
