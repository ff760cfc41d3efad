import { expect, test } from 'vitest'
import { packBatch } from '../../../pipelines/market/market-batch'
import { applyBatch, createMarketState, snapshotOf } from '../../../pipelines/market/market-state'
import { readStoredSnapshot } from '../../../workers/storage/snapshot-schema'
import { AT, offer, search } from '../../build/events'

test('a snapshot is read back from JSON as it was', () => {
  const state = createMarketState('LIS-JFK')
  const oneWay = search({ id: 'a', offers: [offer(40_000), offer(50_000, 'DL')] })
  const roundTrip = search({ id: 'b', returnDate: '2026-06-17', offers: [offer(70_000)] })
  applyBatch(state, packBatch('b', [oneWay, roundTrip]), AT)
  const snapshot = snapshotOf(state, AT)
  expect(snapshot.fareGroups.every(({ itineraries }) => itineraries)).toBe(true)
  expect(readStoredSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(
    JSON.parse(JSON.stringify(snapshot))
  )
})

test('a snapshot of another schema is refused with both versions', () => {
  expect(() => readStoredSnapshot({ schema: 1, market: 'LIS-JFK' })).toThrow(
    'snapshot of schema 1: this code reads schema 2 only'
  )
})
