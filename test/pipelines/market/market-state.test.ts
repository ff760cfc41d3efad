import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf, HOUR_MS } from '../../../models/airline/calendar'
import type { Event, SearchEvent } from '../../../pipelines/events/event'
import { packBatch, packParts } from '../../../pipelines/market/market-batch'
import {
  applyBatch,
  applyParts,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../../pipelines/market/market-state'
import type {
  FareDay,
  FareGroupSnapshot,
  MarketSnapshot,
  PriceSummary,
  Window,
} from '../../../pipelines/market/snapshot'
import { GRID_STEPS } from '../../../pipelines/market/snapshot'
import { AT, booking, offer, search } from '../../build/events'

const BUCKETS: Record<Window, readonly [bucketMs: number, buckets: number]> = {
  '1h': [5 * 60_000, 12],
  '24h': [HOUR_MS, 24],
  '7d': [6 * HOUR_MS, 28],
  '30d': [DAY_MS, 30],
}
const WINDOWS = Object.keys(BUCKETS) as Window[]

const anyOffer = fc
  // Within a factor of five, so that the gate keeps none of them in quarantine.
  .tuple(fc.integer({ min: 20_000, max: 100_000 }), fc.constantFrom('TP', 'DL', 'UA'))
  .map(([amountMinor, airline]) => offer(amountMinor, airline))
const anyEvent: fc.Arbitrary<Event> = fc
  .record({
    id: fc.integer({ min: 0, max: 120 }),
    // Most are recent, the oldest have left every window.
    ageMs: fc.oneof(
      fc.integer({ min: 0, max: 2 * HOUR_MS }),
      fc.integer({ min: 0, max: 9 * DAY_MS }),
      fc.integer({ min: 0, max: 45 * DAY_MS })
    ),
    departureInDays: fc.integer({ min: 0, max: 4 }),
    cabin: fc.constantFrom('economy' as const, 'business' as const),
    returns: fc.boolean(),
    offers: fc.array(anyOffer, { maxLength: 5 }),
    books: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  })
  .map(({ id, ageMs, departureInDays, cabin, returns, offers, books }) => {
    const shared = {
      // The id determines the content, so that repeats are equal.
      id: `${id}:${ageMs}`,
      at: AT - ageMs,
      cabin,
      departureDate: dayOf(dayNumber('2026-06-10') + departureInDays),
      returnDate: returns ? '2026-06-30' : undefined,
    }
    return books ? booking(shared) : search({ ...shared, offers })
  })

test('windows equal a recount of all events, late, out of order and repeated', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { maxLength: 80 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 3 * DAY_MS }),
      (events, batchSize, laterMs) => {
        const state = createMarketState('LIS-JFK')
        const sent = [...events, ...events.slice(0, 10)]
        const counted = applyAll(state, sent, batchSize)
        const once = unique(sent)
        expect(counted).toBe(once.length)
        expectSame(snapshotOf(state, AT + laterMs), once, AT + laterMs)
      }
    ),
    { numRuns: 300 }
  )
})

test('snapshots taken between batches do not change what follows', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const read = createMarketState('LIS-JFK')
      const unread = createMarketState('LIS-JFK')
      for (const [index, event] of events.entries()) {
        applyBatch(read, packBatch(`b${index}`, [event]), event.at)
        snapshotOf(read, AT)
        if (index % 2 === 0) snapshotOf(read, event.at)
        applyBatch(unread, packBatch(`b${index}`, [event]), event.at)
      }
      expect(snapshotOf(read, AT)).toEqual(snapshotOf(unread, AT))
    }),
    { numRuns: 100 }
  )
})

test('a snapshot shows nothing observed after its clock', () => {
  const state = createMarketState('LIS-JFK')
  const before = search({ id: 'a', at: AT, offers: [offer(50_000)] })
  const after = search({ id: 'b', at: AT + DAY_MS, offers: [offer(30_000)] })
  applyBatch(state, packBatch('b', [before, after]), AT + DAY_MS)
  const [fares] = snapshotOf(state, AT).fareGroups
  expect(fares?.windows['30d']?.minMinor).toBe(50_000)
  expect(fares?.airlines.TP?.minMinor).toBe(50_000)
  expect(fares?.departures['2026-06-10']?.map(({ lowestMinor }) => lowestMinor)).toEqual([50_000])
})

test('a search without offers counts as a search and opens no fare class', () => {
  const state = createMarketState('LIS-JFK')
  applyBatch(state, packBatch('b', [search({})]), AT)
  const snapshot = snapshotOf(state, AT)
  expect(snapshot.searches.last['1h']).toBe(1)
  expect(snapshot.fareGroups).toEqual([])
})

test('a booking and a search of one id are two events', () => {
  const state = createMarketState('LIS-JFK')
  const applied = applyBatch(state, packBatch('b', [search({ id: 'x' }), booking({ id: 'x' })]), AT)
  expect(applied).toEqual({ counted: 2, repeated: 0 })
})

test('a part is answered as it was the first time, in whatever batch it comes again', () => {
  const state = createMarketState('LIS-JFK')
  const one = { id: 'one', events: [search({ id: 'a' }), search({ id: 'b' })] }
  const two = { id: 'two', events: [search({ id: 'b' }), search({ id: 'c' })] }
  const three = { id: 'three', events: [search({ id: 'c' })] }
  expect(applyParts(state, packParts([one, two]), AT)).toEqual([
    { counted: 2, repeated: 0 },
    { counted: 1, repeated: 1 },
  ])
  expect(applyParts(state, packParts([two, three, one]), AT)).toEqual([
    { counted: 1, repeated: 1 },
    { counted: 0, repeated: 1 },
    { counted: 2, repeated: 0 },
  ])
  expect(snapshotOf(state, AT).searches.last['24h']).toBe(3)
})

test('a part forgotten after 1,024 others still counts its events once', () => {
  const state = createMarketState('LIS-JFK')
  for (let part = 0; part <= 1024; part += 1) {
    applyBatch(state, packBatch(`part-${part}`, [search({ id: `e${part}` })]), AT)
  }
  const first = packBatch('part-0', [search({ id: 'e0' })])
  expect(applyBatch(state, first, AT)).toEqual({ counted: 0, repeated: 1 })
  expect(snapshotOf(state, AT).searches.last['24h']).toBe(1025)
})

test('a batch of another market is refused', () => {
  const state = createMarketState('LIS-JFK')
  const stray = packBatch('b', [search({ market: 'LIS-GRU' })])
  expect(() => applyBatch(state, stray, AT)).toThrow('batch of LIS-GRU sent to LIS-JFK')
})

function applyAll(state: MarketState, events: readonly Event[], batchSize: number): number {
  let counted = 0
  for (let from = 0; from < events.length; from += batchSize) {
    const batch = packBatch(`batch-${from}`, events.slice(from, from + batchSize))
    counted += applyBatch(state, batch, AT).counted
    expect(applyBatch(state, batch, AT)).toEqual(applyBatch(state, batch, AT))
  }
  return counted
}

function unique(events: readonly Event[]): Event[] {
  const isSame = (a: Event, b: Event) => a.type === b.type && a.id === b.id
  return events.filter((event, index) => events.findIndex((each) => isSame(each, event)) === index)
}

/** The slow, obvious version. */
function expectSame(snapshot: MarketSnapshot, events: readonly Event[], now: number): void {
  const searches = events.filter((event) => event.type === 'search')
  const inWindow = (window: Window) => {
    const [bucketMs, buckets] = BUCKETS[window]
    const newest = Math.floor(now / bucketMs)
    return ({ at }: Event) => Math.floor(at / bucketMs) > newest - buckets && at <= now
  }
  const hoursAgo = (event: Event) => Math.floor(now / HOUR_MS) - Math.floor(event.at / HOUR_MS)
  const within = (hours: number) => searches.filter((event) => hoursAgo(event) < hours)
  expect(snapshot.searches.last).toEqual({
    '1h': searches.filter(inWindow('1h')).length,
    '24h': within(24).length,
    '7d': within(168).length,
    '30d': within(720).length,
  })
  for (let hour = 0; hour < 24; hour += 1) {
    const expected = within(720).filter(({ at }) => new Date(at).getUTCHours() === hour).length
    expect(snapshot.searches.byHour[hour]).toBe(expected)
  }
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const expected = within(720).filter(({ at }) => (new Date(at).getUTCDay() + 6) % 7 === weekday)
    expect(snapshot.searches.byWeekday[weekday]).toBe(expected.length)
  }
  const bookings = events.filter(({ type }) => type === 'booking')
  expect(snapshot.bookings30d).toBe(bookings.filter(inWindow('30d')).length)

  const classes = Map.groupBy(
    searches.filter(({ offers }) => offers.length > 0),
    ({ cabin, returnDate }) => `${cabin}:${returnDate !== undefined}`
  )
  expect(snapshot.fareGroups.length).toBe(classes.size)
  for (const fares of snapshot.fareGroups) {
    const seen = classes.get(`${fares.cabin}:${fares.roundTrip}`) ?? []
    for (const window of WINDOWS) {
      expectSummary(fares.windows[window], pricesOf(seen.filter(inWindow(window))))
    }
    expectAirlines(fares, seen.filter(inWindow('30d')))
    expectDepartures(fares, seen)
  }
}

function expectSummary(summary: PriceSummary | undefined, prices: readonly number[]): void {
  expect(summary?.count ?? 0).toBe(prices.length)
  if (!summary) return
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)
  expect(summary.sumMinor).toBe(sum(prices))
  expect(summary.sumSquaresMinor).toBe(sum(prices.map((price) => price * price)))
  expect(summary.minMinor).toBe(Math.min(...prices))
  expect(summary.maxMinor).toBe(Math.max(...prices))
  const sorted = prices.toSorted((a, b) => a - b)
  expect(summary.gridMinor.length).toBe(GRID_STEPS + 1)
  for (const [step, quantile] of summary.gridMinor.entries()) {
    const exact = sorted[Math.floor((step / GRID_STEPS) * (sorted.length - 1))] ?? Number.NaN
    expect(Math.abs(quantile - exact)).toBeLessThanOrEqual(0.02 * exact + 0.5 + 1e-9)
  }
}

function expectAirlines(fares: FareGroupSnapshot, seen: readonly SearchEvent[]): void {
  const byAirline = Map.groupBy(
    seen.flatMap(({ offers }) => offers),
    ({ airline }) => airline
  )
  expect(Object.keys(fares.airlines).sort()).toEqual([...byAirline.keys()].sort())
  for (const [airline, offers] of byAirline) {
    const prices = offers.map(({ amountMinor }) => amountMinor)
    expect(fares.airlines[airline]?.count).toBe(prices.length)
    expect(fares.airlines[airline]?.minMinor).toBe(Math.min(...prices))
    const mean = prices.reduce((total, each) => total + each, 0) / prices.length
    expect(fares.airlines[airline]?.meanMinor).toBeCloseTo(mean, 6)
  }
}

function expectDepartures(fares: FareGroupSnapshot, seen: readonly SearchEvent[]): void {
  const byDate = Map.groupBy(seen, ({ departureDate }) => departureDate)
  expect(Object.keys(fares.departures).sort()).toEqual([...byDate.keys()].sort())
  for (const [date, events] of byDate) {
    const byDay = Map.groupBy(events, ({ at }) => Math.floor(at / DAY_MS))
    const days = [...byDay.keys()].sort((a, b) => a - b).slice(-30)
    const found: readonly FareDay[] = fares.departures[date] ?? []
    expect(found.map(({ day }) => day)).toEqual(days)
    for (const { day, count, lowestMinor, medianMinor } of found) {
      const prices = pricesOf(byDay.get(day) ?? [])
      expect(count).toBe(prices.length)
      expect(lowestMinor).toBe(Math.min(...prices))
      expect(medianMinor).toBeGreaterThanOrEqual(lowestMinor)
      expect(medianMinor).toBeLessThanOrEqual(Math.max(...prices))
    }
  }
}

function pricesOf(events: readonly Event[]): number[] {
  return events.flatMap((event) =>
    event.type === 'search' ? event.offers.map(({ amountMinor }) => amountMinor) : []
  )
}
