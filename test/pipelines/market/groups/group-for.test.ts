import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf } from '../../../../models/airline/calendar'
import type { SearchEvent } from '../../../../pipelines/events/event'
import type { Offer } from '../../../../pipelines/events/offer'
import {
  type ComparableGroup,
  type GroupQuestion,
  groupFor,
  groupsFor,
} from '../../../../pipelines/market/groups/group-for'
import { packBatch } from '../../../../pipelines/market/market-batch'
import {
  applyBatch,
  createMarketState,
  snapshotOf,
} from '../../../../pipelines/market/market-state'
import type { FareGroupSnapshot } from '../../../../pipelines/market/snapshot'
import { AT, search } from '../../../build/events'

const DEPARTURE = '2026-06-10'

test('answers a question about stops from itineraries of that stops class', () => {
  const group = slates(6, [fare(50_000, 0), fare(30_000, 1), fare(20_000, 3)])
  expect(lowestOf(group, { stops: 0 })).toEqual([50_000, []])
  expect(lowestOf(group, { stops: 1 })).toEqual([30_000, []])
  expect(lowestOf(group, { stops: 2 })).toEqual([20_000, []])
  expect(lowestOf(group, { stops: 4 })).toEqual([20_000, []])
  expect(lowestOf(group, {})).toEqual([20_000, []])
})

test('answers a question about an airline, its stops and bags from exactly those', () => {
  const group = slates(6, [
    fare(50_000, 0, 'TP', 1),
    fare(45_000, 0, 'TP'),
    fare(40_000, 1, 'TP'),
    fare(35_000, 0, 'DL'),
  ])
  expect(lowestOf(group, { airline: 'TP' })).toEqual([40_000, []])
  expect(lowestOf(group, { airline: 'TP', stops: 0 })).toEqual([45_000, []])
  expect(lowestOf(group, { airline: 'TP', stops: 0, bags: 1 })).toEqual([50_000, []])
  expect(lowestOf(group, { bags: 0 })).toEqual([35_000, []])
})

test('widens what is too thin, bags first, and names it', () => {
  const group = slates(6, [fare(50_000, 0, 'TP'), fare(35_000, 1, 'DL')])
  expect(lowestOf(group, { airline: 'TP', stops: 0, bags: 1 })).toEqual([50_000, ['any_bags']])
  expect(lowestOf(group, { airline: 'BA', stops: 1 })).toEqual([35_000, ['any_airline']])
  expect(lowestOf(group, { airline: 'BA', stops: 2 })).toEqual([
    35_000,
    ['any_stops', 'any_airline'],
  ])
})

test('widens a group of fewer than five departures, or by the condition of the caller', () => {
  const group = slates(4, [fare(50_000, 0), fare(30_000, 1)])
  expect(lowestOf(group, { stops: 0 })).toEqual([30_000, ['any_stops']])
  const { widened } = groupFor(group, { stops: 0 }, ({ departures }) => DEPARTURE in departures)
  expect(widened).toEqual([])
})

test('answers a round trip from its stay, then from stays of the bucket, then from any', () => {
  const events = [5, 7, 8, 14].flatMap((nights) =>
    Array.from({ length: 6 }, (_, index) => roundTrip(index, nights, 60_000 + nights * 1_000))
  )
  const group = groupOf(events)
  expect(lowestOf(group, { stayNights: 7 })).toEqual([67_000, []])
  expect(lowestOf(group, { stayNights: 7, stops: 0 })).toEqual([67_000, []])
  expect(lowestOf(group, { stayNights: 6 })).toEqual([67_000, ['near_stay']])
  expect(lowestOf(group, { stayNights: 12 })).toEqual([74_000, ['near_stay']])
  expect(lowestOf(group, { stayNights: 45 })).toEqual([65_000, ['any_stay']])
  expect(lowestOf(group, { stayNights: 7, airline: 'TP' })).toEqual([67_000, ['any_airline']])
})

test('yields the same group for the same question until a batch arrives', () => {
  const group = slates(6, [fare(50_000, 0), fare(30_000, 1)])
  const again = { ...group }
  expect(groupFor(group, { stops: 0 }).group).toBe(groupFor(group, { stops: 0 }).group)
  expect(groupFor(again, { stops: 0 }).group).not.toBe(groupFor(group, { stops: 0 }).group)
  expect(groupFor(group, {}).group).toBe(group)
})

test('yields groups from the narrowest to the whole fare group', () => {
  const group = slates(6, [fare(50_000, 0, 'TP', 1), fare(30_000, 1)])
  const widened = [...groupsFor(group, { stops: 0, airline: 'TP', bags: 1 })].map(
    (found) => found.widened
  )
  expect(widened).toEqual([
    [],
    ['any_bags'],
    ['any_airline', 'any_bags'],
    ['any_stops', 'any_airline', 'any_bags'],
  ])
})

test('a group without any itinerary of the question is the whole fare group', () => {
  const group = slates(6, [{ airline: 'TP', amountMinor: 40_000 }])
  expect(lowestOf(group, { stops: 0, airline: 'BA' })).toEqual([
    40_000,
    ['any_stops', 'any_airline'],
  ])
})

test('a narrower group is as recent as its own newest fare', () => {
  const state = createMarketState('LIS-JFK')
  const old = departures(6).map((date, index) =>
    search({ id: `o${index}`, departureDate: date, offers: [fare(50_000, 0)], at: AT - 3 * DAY_MS })
  )
  const fresh = search({ id: 'f', departureDate: DEPARTURE, offers: [fare(30_000, 1)] })
  applyBatch(state, packBatch('b', [...old, fresh]), AT)
  const [group] = snapshotOf(state, AT).fareGroups
  if (!group) throw new Error('no fare group')
  const { lastObservedAt } = groupFor(group, { stops: 0 }).group
  expect(Math.floor(lastObservedAt / DAY_MS)).toBe(Math.floor(AT / DAY_MS) - 3)
  expect(groupFor(group, {}).group.lastObservedAt).toBe(AT)
})

function fare(amountMinor: number, stops: number, airline = 'TP', bagsIncluded?: number): Offer {
  return { airline, amountMinor, stops, bagsIncluded }
}

function departures(count: number): string[] {
  return Array.from({ length: count }, (_, index) => dayOf(dayNumber(DEPARTURE) + index))
}

/** The same slate for each of a number of departures. */
function slates(count: number, offers: readonly Offer[]): FareGroupSnapshot {
  return groupOf(
    departures(count).map((departureDate, index) =>
      search({ id: `s${index}`, departureDate, offers })
    )
  )
}

function roundTrip(index: number, nights: number, amountMinor: number): SearchEvent {
  const departure = dayNumber(DEPARTURE) + index
  return search({
    id: `r${index}-${nights}`,
    departureDate: dayOf(departure),
    returnDate: dayOf(departure + nights),
    offers: [fare(amountMinor, 0), fare(amountMinor + 5_000, 1)],
  })
}

function groupOf(events: readonly SearchEvent[]): FareGroupSnapshot {
  const state = createMarketState('LIS-JFK')
  applyBatch(state, packBatch('b', events), AT)
  const [group] = snapshotOf(state, AT).fareGroups
  if (!group) throw new Error('no fare group')
  return group
}

function lowestOf(group: FareGroupSnapshot, question: GroupQuestion) {
  const found = groupFor(group, question)
  return [lowest(found.group), found.widened]
}

function lowest({ departures: byDate }: ComparableGroup): number | undefined {
  return byDate[DEPARTURE]?.at(-1)?.lowestMinor
}
