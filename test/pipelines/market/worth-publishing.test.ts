import { expect, test } from 'vitest'
import { packBatch } from '../../../pipelines/market/market-batch'
import { applyBatch, createMarketState, snapshotOf } from '../../../pipelines/market/market-state'
import { isWorthPublishing, levelsOf, MAX_AGE_MS } from '../../../pipelines/market/worth-publishing'
import { AT, offer, search } from '../../build/events'

test('a snapshot is published when none was, and not again while its levels stand', () => {
  const first = snapshotAfter([40_000, 50_000, 60_000])
  expect(isWorthPublishing(undefined, first, AT)).toBe(true)
  const published = levelsOf(first, AT)
  expect(isWorthPublishing(published, first, AT + 60_000)).toBe(false)
  const dearer = snapshotAfter([40_000, 50_000, 60_000, 61_000])
  expect(isWorthPublishing(published, dearer, AT + 60_000)).toBe(false)
})

test('a lowest fare or a lower quartile that moves by more than two percent is published', () => {
  const published = levelsOf(snapshotAfter([40_000, 50_000, 60_000]), AT)
  const cheaper = snapshotAfter([40_000, 50_000, 60_000, 39_000])
  expect(isWorthPublishing(published, cheaper, AT + 10_000)).toBe(true)
  const denser = snapshotAfter([40_000, ...Array.from({ length: 40 }, () => 55_000)])
  expect(isWorthPublishing(published, denser, AT + 10_000)).toBe(true)
})

test('a fare group that was not published is', () => {
  const published = levelsOf(snapshotAfter([40_000]), AT)
  const both = snapshotAfter(
    [40_000],
    [search({ id: 'b', cabin: 'business', offers: [offer(90_000)] })]
  )
  expect(isWorthPublishing(published, both, AT)).toBe(true)
})

test('a copy is made anew at its greatest age', () => {
  const snapshot = snapshotAfter([40_000])
  const published = levelsOf(snapshot, AT)
  expect(isWorthPublishing(published, snapshot, AT + MAX_AGE_MS - 1)).toBe(false)
  expect(isWorthPublishing(published, snapshot, AT + MAX_AGE_MS)).toBe(true)
})

function snapshotAfter(amounts: readonly number[], more: ReturnType<typeof search>[] = []) {
  const state = createMarketState('LIS-JFK')
  const offers = amounts.map((amount) => offer(amount))
  applyBatch(state, packBatch('b', [search({ id: 'a', offers }), ...more]), AT)
  return snapshotOf(state, AT)
}
