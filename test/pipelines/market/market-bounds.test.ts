import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf, HOUR_MS } from '../../../models/airline/calendar'
import { CABINS } from '../../../models/airline/trip'
import type { SearchEvent } from '../../../pipelines/events/event'
import { MAX_AIRLINES } from '../../../pipelines/market/airline-levels'
import { MAX_FARE_CLASSES } from '../../../pipelines/market/count-rows'
import {
  MAX_BINS,
  MAX_DAYS,
  MAX_DEPARTURES,
  OPEN_DAYS,
} from '../../../pipelines/market/departure-history'
import { MAX_KINDS } from '../../../pipelines/market/kinds/itinerary-kinds'
import { MAX_KIND_ROWS } from '../../../pipelines/market/kinds/kind-fares'
import { MAX_STAY_ROWS } from '../../../pipelines/market/kinds/stay-fares'
import { packBatch } from '../../../pipelines/market/market-batch'
import { takeChanges } from '../../../pipelines/market/market-chunks'
import {
  applyBatch,
  createMarketState,
  MAX_BYTES,
  type MarketState,
  snapshotOf,
} from '../../../pipelines/market/market-state'
import { GREATEST_KEY } from '../../../pipelines/market/sketch'
import { AT, offer, search } from '../../build/events'

const FIRST_DEPARTURE = dayNumber('2026-07-01')

test('keeps a full market within its bounds and counts evictions', () => {
  const state = createMarketState('LIS-JFK')
  fill(state)

  expect(state.fareGroups.size).toBe(MAX_FARE_CLASSES)
  for (const { departures, airlines, windows, kinds, fareGroup } of state.fareGroups.values()) {
    expect(departures.size).toBe(MAX_DEPARTURES)
    expect(airlines.airlines.size).toBe(MAX_AIRLINES)
    expect(kinds.entries.length).toBeLessThanOrEqual(MAX_KINDS)
    for (const { days, open, byKind, byStay } of departures.values()) {
      expect(byKind.length / 2).toBeGreaterThan(MAX_KIND_ROWS / 2)
      expect(byKind.length / 2).toBeLessThanOrEqual(MAX_KIND_ROWS)
      expect(byStay.length / 2).toBe(fareGroup.roundTrip ? MAX_STAY_ROWS : 0)
      expect(days.length).toBe(MAX_DAYS)
      expect(open.length).toBe(OPEN_DAYS)
      expect(Math.max(...open.map(({ bins }) => bins.length))).toBeLessThanOrEqual(MAX_BINS)
    }
    for (const { buckets } of Object.values(windows)) {
      const widths = buckets.map((bucket) => bucket?.bins.length ?? 0)
      expect(Math.max(...widths)).toBeLessThanOrEqual(GREATEST_KEY + 1)
    }
  }
  expect(bytesOf(state)).toBeLessThanOrEqual(MAX_BYTES)
  expect(bytesOf(state)).toBeGreaterThan(MAX_BYTES / 2)

  const { evicted, fareGroups } = snapshotOf(state, AT)
  expect(evicted?.fareGroups).toBe(1)
  expect(evicted?.departures).toBeGreaterThan(0)
  expect(evicted?.airlines).toBeGreaterThan(0)
  expect(fareGroups.map(({ currency }) => currency)).not.toContain('OLD')
  for (const chunk of takeChanges(state).put.values()) expect(bytesOf(chunk)).toBeLessThan(500_000)
})

/** Exceeds every limit: by one fare group, ten departures, two days and two airlines. */
function fill(state: MarketState): void {
  apply(state, [
    search({ id: 'old', at: AT - 40 * DAY_MS, currency: 'OLD', offers: [offer(20_000)] }),
  ])
  const classes = CABINS.flatMap((cabin) => [
    { cabin, roundTrip: false },
    { cabin, roundTrip: true },
  ])
  for (let daysAgo = MAX_DAYS + 1; daysAgo >= 0; daysAgo -= 1) {
    for (const [number, { cabin, roundTrip }] of classes.entries()) {
      apply(
        state,
        Array.from({ length: departuresSeen(daysAgo) }, (_, departure) =>
          search({
            cabin,
            // A stay of its own each day, in three stops classes.
            returnDate: roundTrip ? dayOf(FIRST_DEPARTURE + departure + daysAgo) : undefined,
            id: `${daysAgo}:${number}:${departure}`,
            at: AT - daysAgo * DAY_MS - (departure % 24) * HOUR_MS,
            departureDate: dayOf(FIRST_DEPARTURE + departure),
            offers: offers(departure),
          })
        )
      )
    }
  }
}

/** The first days have more departures than the limit; later days omit the last of them. */
function departuresSeen(daysAgo: number): number {
  return daysAgo >= MAX_DAYS ? MAX_DEPARTURES + 10 : MAX_DEPARTURES
}

/** Prices over as many keys of the sketch as the gate lets through. */
function offers(departure: number) {
  return [0, 1, 2].map((row) => {
    const key = ((departure * 7 + row * 211) % 80) - 40
    const airline = `A${(departure + row) % (MAX_AIRLINES + 2)}`
    return { ...offer(Math.ceil(20_000 * Math.exp(key * 0.04)), airline), stops: row }
  })
}

function apply(state: MarketState, events: readonly SearchEvent[]): void {
  applyBatch(state, packBatch(`batch-${events[0]?.id}`, events), AT)
}

/** Estimates V8's 64-bit layout: 8 bytes a field or number, 16 to 200 for each object's head. */
function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return 200 + value.byteLength
  if (typeof value === 'string') return 16 + value.length
  if (typeof value !== 'object' || value === null) return 0
  if (value instanceof Set)
    return 16 + [...value].reduce((sum, each) => sum + 24 + bytesOf(each), 0)
  const parts = value instanceof Map ? [...value].flat() : Object.values(value)
  return parts.reduce((sum, part) => sum + 8 + bytesOf(part), 24)
}
