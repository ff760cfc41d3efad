import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf } from '../../../models/airline/calendar'
import { packBatch } from '../../../pipelines/market/market-batch'
import {
  type Chunk,
  restoreMarketState,
  takeChanges,
} from '../../../pipelines/market/market-chunks'
import {
  applyBatch,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../../pipelines/market/market-state'
import { AT, booking, offer, search } from '../../build/events'

test('a state restored from its chunks goes on as if it had never left memory', () => {
  const stored = new Map<string, Chunk>()
  let state = createMarketState('LIS-JFK')
  const kept = createMarketState('LIS-JFK')
  for (let round = 0; round < 30; round += 1) {
    const batch = packBatch(`b${round}`, eventsOf(round))
    applyBatch(state, batch, AT + round * DAY_MS)
    applyBatch(kept, batch, AT + round * DAY_MS)
    store(stored, state)
    if (round % 4 === 3) state = restore(stored)
    const now = AT + round * DAY_MS
    expect(snapshotOf(state, now)).toEqual(snapshotOf(kept, now))
  }
  expect(snapshotOf(state, AT).evicted?.fareGroups).toBeGreaterThan(0)
  const classChunks = [...stored.keys()].filter((key) => key.startsWith('state/class/'))
  expect(classChunks.length).toBe(8)
})

test('a batch changes the head, its fare class, its month and the open segment only', () => {
  const stored = new Map<string, Chunk>()
  const state = createMarketState('LIS-JFK')
  for (let round = 0; round < 5; round += 1) {
    applyBatch(state, packBatch(`b${round}`, eventsOf(round)), AT)
  }
  store(stored, state)
  const event = search({ id: 'x', departureDate: '2027-01-31', offers: [offer(70_000)] })
  applyBatch(state, packBatch('x', [event]), AT)
  expect([...takeChanges(state).put.keys()].sort()).toEqual([
    'state/class/economy:oneway:EUR',
    'state/fares/economy:oneway:EUR/2027-01',
    'state/head',
    'state/seen/0',
  ])
})

test('a repeated batch changes nothing that is stored', () => {
  const state = createMarketState('LIS-JFK')
  const batch = packBatch('b', eventsOf(0))
  applyBatch(state, batch, AT)
  takeChanges(state)
  applyBatch(state, batch, AT)
  const { put, remove } = takeChanges(state)
  expect([put.size, remove.length]).toEqual([0, 0])
})

test('returns no state from an empty store', () => {
  expect(restoreMarketState([])).toBeUndefined()
})

/** A new currency every second round, so that old fare groups are evicted. */
function eventsOf(round: number) {
  const at = AT + round * DAY_MS
  const currency = ['EUR', 'USD', 'GBP', 'JPY', 'INR', 'BRL'][Math.floor(round / 2) % 6] ?? 'EUR'
  return [
    booking({ id: `b${round}`, at }),
    ...Array.from({ length: 40 }, (_, index) =>
      search({
        id: `${round}:${index}`,
        at: at - index * 3_600_000,
        currency,
        cabin: index % 3 === 0 ? 'business' : 'economy',
        departureDate: dayOf(dayNumber('2026-06-10') + ((index * 11) % 90)),
        offers: [offer(40_000 + index * 900), offer(52_000 + round * 700, 'DL')],
      })
    ),
  ]
}

function store(stored: Map<string, Chunk>, state: MarketState): void {
  const { put, remove } = takeChanges(state)
  for (const [key, chunk] of put) stored.set(key, structuredClone(chunk))
  for (const key of remove) stored.delete(key)
}

function restore(stored: ReadonlyMap<string, Chunk>): MarketState {
  const state = restoreMarketState([...stored.values()].map((chunk) => structuredClone(chunk)))
  if (!state) throw new Error('nothing was stored')
  return state
}
