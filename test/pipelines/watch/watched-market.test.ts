import { expect, test } from 'vitest'
import { DAY_MS, dayNumberAt } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../../pipelines/events/event'
import { hourSearches } from '../../../pipelines/watch/hour-searches'
import {
  createWatchedMarket,
  type WatchedMarket,
  watchHour,
  watchUntil,
} from '../../../pipelines/watch/watched-market'
import { readWatchedMarket, watchedMarketText } from '../../../pipelines/watch/watched-market-text'
import { FIRST_DAY, feedOf } from '../../build/feeds'

const FAULT_DAY = FIRST_DAY + 25
const clean = feedOf({ seed: 3, changes: 0.2 })

function findingsOf(events: readonly SearchEvent[], watched = createWatchedMarket('LIS-JFK')) {
  return [...Map.groupBy(events, ({ at }) => dayNumberAt(at)).values()].flatMap((day) =>
    watchHour(watched, day).filter(({ strength }) => strength >= 1)
  )
}

function withFault(change: (event: SearchEvent) => SearchEvent) {
  return clean
    .filter(({ at }) => dayNumberAt(at) <= FAULT_DAY + 5)
    .map((event) => (dayNumberAt(event.at) >= FAULT_DAY ? change(event) : event))
}

const times = (factor: number) => (event: SearchEvent) => ({
  ...event,
  offers: event.offers.map((offer) =>
    offer.airline === 'TP'
      ? { ...offer, amountMinor: Math.round(offer.amountMinor * factor) }
      : offer
  ),
})

test('a usual feed has no finding', () => {
  expect(findingsOf(clean)).toEqual([])
})

test('fares of a hundred times are found on their day as a decimal error', () => {
  const [first] = findingsOf(withFault(times(100)))
  expect(first).toMatchObject({ airline: 'TP', family: 'price', class: 'decimal_error' })
  expect(dayNumberAt(first?.at ?? 0)).toBe(FAULT_DAY)
  expect(first?.stake?.amountMinor).toBeGreaterThan(0)
})

test('an airline that is missing is an outage of its feed', () => {
  const without = (event: SearchEvent) => ({
    ...event,
    offers: event.offers.filter(({ airline }) => airline !== 'TP'),
  })
  const classes = findingsOf(withFault(without)).map((each) => [each.airline, each.class])
  expect(classes).toContainEqual(['TP', 'feed_outage'])
  expect(classes.filter(([airline]) => airline === 'DL')).toEqual([])
})

test('a market that nobody searches any more is an outage once the day is over', () => {
  const watched = createWatchedMarket('LIS-JFK')
  const before = clean.filter(({ at }) => dayNumberAt(at) < FAULT_DAY)
  expect(findingsOf(before, watched)).toEqual([])
  expect(watchUntil(watched, FAULT_DAY * DAY_MS + 1)).toEqual([])
  const found = watchUntil(watched, (FAULT_DAY + 1) * DAY_MS)
  expect(found).toMatchObject([
    { airline: undefined, class: 'feed_outage', actual: 0, expected: 25 },
  ])
})

test('a surge of searches is found before the day is over', () => {
  const surging = withFault((event) => event).flatMap((event) =>
    dayNumberAt(event.at) === FAULT_DAY
      ? Array.from({ length: 10 }, (_, at) => ({ ...event, id: `${event.id}-${at}` }))
      : [event]
  )
  expect(findingsOf(surging)).toContainEqual(
    expect.objectContaining({ class: 'demand_shock', actual: 250, expected: 25 })
  )
})

test('searches of a day that is over change nothing', () => {
  const watched = createWatchedMarket('LIS-JFK')
  findingsOf(clean, watched)
  const text = watchedMarketText(watched)
  watchHour(watched, clean.slice(0, 5))
  expect(watchedMarketText(watched)).toBe(text)
})

test('a market goes on from its stored form as if it had never been stored', () => {
  const events = withFault(times(0.62))
  const whole = findingsOf(events)
  let watched: WatchedMarket = createWatchedMarket('LIS-JFK')
  const resumed = [...Map.groupBy(events, ({ at }) => dayNumberAt(at)).values()].flatMap((day) => {
    const found = watchHour(watched, day).filter(({ strength }) => strength >= 1)
    watched = readWatchedMarket(watchedMarketText(watched)) ?? createWatchedMarket('')
    return found
  })
  expect(whole.length).toBeGreaterThan(0)
  expect(resumed).toEqual(whole)
})

test('a stored form of another version is not read', () => {
  const text = watchedMarketText(createWatchedMarket('LIS-JFK')).replace(
    '"version":1',
    '"version":0'
  )
  expect(readWatchedMarket(text)).toBeUndefined()
})

test('rows of the lake become searches by market, each with its offers', () => {
  const searches = [
    ['s1', 1_000, 'LIS-JFK', 20_000, null, 'economy', 'EUR'],
    ['s2', 2_000, 'LIS-BOS', 20_001, 20_008, 'business', 'USD'],
  ]
  const offers = [
    ['s1', 'TP', 'TP203', 100],
    ['s1', 'DL', null, 200],
    ['other', 'TP', 'TP1', 5],
  ]
  const byMarket = hourSearches(searches, offers)
  expect(byMarket.get('LIS-JFK')).toMatchObject([
    { at: 1_000, returnDate: undefined, offers: [{ airline: 'TP' }, { flightNumber: undefined }] },
  ])
  expect(byMarket.get('LIS-BOS')).toMatchObject([{ returnDate: '2024-10-12', offers: [] }])
})
