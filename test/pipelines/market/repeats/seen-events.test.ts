import { expect, test } from 'vitest'
import { hashWords } from '../../../../pipelines/events/event-hash'
import {
  createSeenEvents,
  GENERATION_SEGMENTS,
  hasSeen,
  remember,
  restoreSeenEvents,
  SEGMENT_HASHES,
  type SeenEvents,
  type Segment,
  takeSegments,
} from '../../../../pipelines/market/repeats/seen-events'

const GENERATION = GENERATION_SEGMENTS * SEGMENT_HASHES

test('the latest 65,536 events are remembered and no more than twice as many', () => {
  const seen = createSeenEvents()
  const total = 3 * GENERATION + 100
  addAll(seen, 0, total)
  const ids = Array.from({ length: total }, (_, id) => id)
  expect(ids.slice(-GENERATION).every((id) => has(seen, id))).toBe(true)
  expect(ids.filter((id) => has(seen, id)).length).toBeLessThanOrEqual(2 * GENERATION)
  expect(has(seen, total)).toBe(false)
  expect(bytes(seen)).toBeLessThanOrEqual(2 * 2 * GENERATION * 8)
})

test('stored segments bring the same memory back', () => {
  const stored = new Map<number, Segment>()
  let seen = createSeenEvents()
  const total = 2 * GENERATION + 5_000
  for (let from = 0; from < total; from += 3_000) {
    addAll(seen, from, Math.min(total, from + 3_000))
    const { changed, forgotten } = takeSegments(seen)
    for (const segment of changed) stored.set(segment.number, structuredClone(segment))
    for (const number of forgotten) stored.delete(number)
    if (from % 30_000 === 0) seen = restoreSeenEvents([...stored.values()].reverse())
  }
  expect(stored.size).toBeLessThanOrEqual(2 * GENERATION_SEGMENTS)
  const restored = restoreSeenEvents([...stored.values()])
  const ids = Array.from({ length: total }, (_, id) => id)
  expect(ids.every((id) => has(restored, id) === has(seen, id))).toBe(true)
  expect(takeSegments(restored).changed).toEqual([])
})

test('hashes differ, and each word alone collides no more often than chance', () => {
  const ids = 200_000
  const words = Array.from({ length: ids }, (_, id) => hashWords(`search:srch_${id}_x`))
  expect(new Set(words.map(([low, high]) => `${low},${high}`)).size).toBe(ids)
  const expected = (ids * (ids - 1)) / 2 / 2 ** 32
  for (const word of [0, 1] as const) {
    expect(ids - new Set(words.map((pair) => pair[word])).size).toBeLessThan(expected * 4)
  }
})

function addAll(seen: SeenEvents, from: number, end: number): void {
  for (let id = from; id < end; id += 1) remember(seen, ...hashWords(`search:e${id}`))
}

function has(seen: SeenEvents, id: number): boolean {
  return hasSeen(seen, ...hashWords(`search:e${id}`))
}

function bytes({ young, old }: SeenEvents): number {
  return young.slots.byteLength + old.slots.byteLength
}
