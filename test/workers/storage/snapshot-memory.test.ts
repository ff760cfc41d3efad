import { expect, test } from 'vitest'
import { SnapshotMemory } from '../../../workers/storage/snapshot-memory'

const unseen = { snapshot: undefined, at: 0, questionAt: 0 }

function marketWith(fareDays: number) {
  const day = { day: 20_000, lowestMinor: 100, medianMinor: 120, count: 1 }
  const snapshot = {
    schema: 2 as const,
    market: 'LIS-JFK' as const,
    version: 1,
    at: 0,
    searches: { last: { '1h': 0, '24h': 0, '7d': 0, '30d': 0 }, byHour: [], byWeekday: [] },
    bookings30d: 0,
    fareGroups: [
      {
        cabin: 'economy' as const,
        roundTrip: false,
        currency: 'EUR',
        lastObservedAt: 0,
        windows: {},
        airlines: {},
        departures: { '2026-12-01': new Array(fareDays).fill(day) },
      },
    ],
  }
  return { snapshot, at: 0, questionAt: 0 }
}

test('the least recently read market is evicted first', () => {
  const memory = new SnapshotMemory(2)
  memory.set('a', unseen)
  memory.set('b', unseen)
  memory.get('a')
  memory.set('c', unseen)
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([unseen, undefined, unseen])
})

test('large markets push others out before the count is reached', () => {
  const memory = new SnapshotMemory(100, 100_000)
  for (let market = 0; market < 50; market++) memory.set(`m${market}`, marketWith(500))
  expect(memory.size).toBe(3)
  memory.set('m49', unseen)
  expect(memory.size).toBe(3)
})
