import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../../pipelines/events/event'
import { packBatch, packParts } from '../../../pipelines/market/market-batch'
import {
  type Chunk,
  restoreMarketState,
  takeChanges,
} from '../../../pipelines/market/market-chunks'
import {
  applyBatch,
  applyParts,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../../pipelines/market/market-state'
import { AT, offer, search } from '../../build/events'

const DEPARTURE = '2026-06-10'

test('three events at 0.01 move nothing and open one suspect', () => {
  const [state, untouched] = [usualMarket(), usualMarket()]
  for (const id of ['x1', 'x2', 'x3']) apply(state, search({ id, offers: [offer(1)] }))
  const { fareGroups, quarantine } = snapshotOf(state, AT)
  expect(fareGroups).toEqual(snapshotOf(untouched, AT).fareGroups)
  expect(quarantine).toMatchObject([
    {
      cabin: 'economy',
      roundTrip: false,
      currency: 'EUR',
      offers: 3,
      suspects: [
        {
          departureDate: DEPARTURE,
          airline: 'TP',
          doubt: 'below_least',
          amountMinor: 1,
          sightings: 3,
        },
      ],
    },
  ])
  expect(snapshotOf(untouched, AT).quarantine).toBeUndefined()
})

test('three events at 0.01 are no fares of an empty market either', () => {
  const state = createMarketState('LIS-JFK')
  for (const id of ['x1', 'x2', 'x3']) apply(state, search({ id, offers: [offer(1)] }))
  const snapshot = snapshotOf(state, AT)
  expect(snapshot.searches.last['24h']).toBe(3)
  expect(snapshot.fareGroups).toEqual([])
  expect(snapshot.quarantine?.[0]?.suspects.length).toBe(1)
})

test.each([
  ['a tenth', 0.1],
  ['ten times', 10],
  ['minor units as major', 100],
  ['forints labelled as euros', 360],
])('holds a fare at %s of the market', (_, factor) => {
  const state = usualMarket()
  apply(state, search({ id: 'x', offers: [offer(Math.round(40_000 * factor))] }))
  expect(snapshotOf(state, AT).quarantine?.[0]?.offers).toBe(1)
})

test('counts the other offers of a search with one that cannot be true', () => {
  const state = usualMarket()
  const before = countOf(state)
  apply(state, search({ id: 'x', offers: [offer(41_000), offer(1), offer(39_500)] }))
  expect(countOf(state)).toBe((before ?? 0) + 2)
  expect(lowestOf(state)).toBe(39_500)
})

test('a mistake fare is a suspect at once, and counted when another source shows it', () => {
  const state = usualMarket()
  const lowest = lowestOf(state)
  apply(state, search({ id: 'x', source: 'ndc', offers: [offer(4_000)] }))
  expect(lowestOf(state)).toBe(lowest)
  expect(suspectsOf(state)).toMatchObject([{ amountMinor: 4_000, doubt: 'jump' }])
  apply(state, search({ id: 'y', source: 'sabre', offers: [offer(4_100)] }))
  expect(lowestOf(state)).toBe(4_100)
  expect(suspectsOf(state)).toEqual([])
})

test('says which offers of a message are quarantined, also when the message comes again', () => {
  const state = usualMarket()
  const hidden = { ...offer(1), construction: 'hidden_city' as const }
  const events = [
    search({ id: 'a', offers: [offer(40_000)] }),
    search({ id: 'b', offers: [hidden, offer(40_000), offer(3)] }),
  ]
  const batch = packParts([{ id: 'm', events }])
  const quarantined = [
    { event: 1, offer: 1, doubt: 'below_least', expectedMinor: expect.any(Number) },
  ]
  expect(applyParts(state, batch, AT)).toEqual([{ counted: 2, repeated: 0, quarantined }])
  expect(applyParts(state, batch, AT)).toEqual([{ counted: 2, repeated: 0, quarantined }])
})

test('quarantine survives storage', () => {
  const [state, kept] = [usualMarket(), usualMarket()]
  const stored = new Map<string, Chunk>()
  for (const each of [state, kept])
    apply(each, search({ id: 'x', source: 'a', offers: [offer(3)] }))
  for (const [key, chunk] of takeChanges(state).put) stored.set(key, structuredClone(chunk))
  const restored = restoreMarketState(stored.values())
  if (!restored) throw new Error('nothing was stored')
  for (const each of [restored, kept]) {
    apply(each, search({ id: 'y', source: 'b', offers: [offer(3)] }))
  }
  expect(snapshotOf(restored, AT)).toEqual(snapshotOf(kept, AT))
  expect(lowestOf(restored)).toBe(3)
})

test('a fare that moves by a third a day is never quarantined', () => {
  const state = usualMarket()
  let minor = 40_000
  for (let day = 1; day <= 10; day += 1) {
    minor *= day <= 5 ? 1.35 : 1 / 1.35
    const at = AT + day * DAY_MS
    apply(state, search({ id: `d${day}`, at, offers: [offer(Math.round(minor))] }))
  }
  expect(snapshotOf(state, AT + 10 * DAY_MS).quarantine).toBeUndefined()
})

/** Thirty departures a day for three days at 360 to 440. */
function usualMarket(): MarketState {
  const state = createMarketState('LIS-JFK')
  const events = [3, 2, 1].flatMap((daysAgo) =>
    Array.from({ length: 30 }, (_, index) =>
      search({
        id: `${daysAgo}:${index}`,
        at: AT - daysAgo * DAY_MS,
        departureDate: dayOf(dayNumber(DEPARTURE) - 10 + index),
        offers: [offer(36_000 + ((index * 37) % 8_000))],
      })
    )
  )
  applyBatch(state, packBatch('usual', events), AT)
  return state
}

function apply(state: MarketState, event: SearchEvent): void {
  applyBatch(state, packBatch(event.id, [event]), AT)
}

function countOf(state: MarketState): number | undefined {
  return snapshotOf(state, AT).fareGroups[0]?.windows['30d']?.count
}

function lowestOf(state: MarketState): number | undefined {
  return snapshotOf(state, AT).fareGroups[0]?.departures[DEPARTURE]?.at(-1)?.lowestMinor
}

function suspectsOf(state: MarketState) {
  return snapshotOf(state, AT).quarantine?.[0]?.suspects
}
