import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import {
  bagsClass,
  createKinds,
  type ItineraryKinds,
  MAX_KINDS,
  numberOfKind,
  OTHERS,
  stopsClass,
} from '../../../../pipelines/market/kinds/itinerary-kinds'
import { AT } from '../../../build/events'

test('counts two and more stops or bags as one class, and unnamed stops apart', () => {
  expect([0, 1, 2, 3, undefined].map(stopsClass)).toEqual([0, 1, 2, 2, 3])
  expect([0, 1, 2, 3, undefined].map(bagsClass)).toEqual([0, 1, 2, 2, 0])
})

test('gives a kind the same number whenever it is observed', () => {
  const kinds = createKinds()
  expect(observe(kinds, 'TP', AT)).toBe(0)
  expect(observe(kinds, 'DL', AT)).toBe(1)
  expect(observe(kinds, 'TP', AT + DAY_MS)).toBe(0)
})

test('lets airlines beyond the limit share a kind, within the limit', () => {
  const kinds = createKinds()
  const numbers = airlines(60).map((airline) => observe(kinds, airline, AT))
  const shared = numbers.at(-1) ?? -1
  expect(kinds.entries[shared]).toMatchObject({ airline: OTHERS, stops: 1, bags: 0 })
  expect(numbers.filter((number) => number === shared).length).toBe(60 - 36)
  for (const stops of [0, 1, 2, 3]) {
    for (const bags of [0, 1, 2]) numberOfKind(kinds, AT, { stops, bags, airline: 'ZZ' }, failing)
  }
  expect(kinds.entries.length).toBeLessThanOrEqual(MAX_KINDS)
})

test('gives the number of an airline that is gone for a week to a new one, and joins its fares', () => {
  const kinds = createKinds()
  for (const [index, airline] of airlines(36).entries()) observe(kinds, airline, AT + index)
  const joins: number[][] = []
  const later = AT + 8 * DAY_MS
  const kind = { stops: 1, airline: 'NEW', bags: 0 }
  const number = numberOfKind(kinds, later, kind, (...join) => joins.push(join))
  expect(number).toBe(0)
  expect(joins).toEqual([[0, 36]])
  expect(kinds.entries[36]).toMatchObject({ airline: OTHERS, stops: 1, bags: 0 })
  expect(observe(kinds, 'A0', later)).toBe(1)
})

function observe(kinds: ItineraryKinds, airline: string, at: number): number {
  return numberOfKind(kinds, at, { stops: 1, airline, bags: 0 }, () => undefined)
}

function airlines(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `A${index}`)
}

function failing(): never {
  throw new Error('no kind is idle')
}
