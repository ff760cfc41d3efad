/** Builders of snapshots for tests of answers. */
import { dayNumberAt, dayOf } from '../../models/airline/calendar'
import {
  type FareDay,
  type FareGroupSnapshot,
  GRID_STEPS,
  type MarketSnapshot,
  type PriceSummary,
} from '../../pipelines/market/snapshot'

export const NOW = Date.UTC(2026, 10, 20, 12)
export const TODAY = dayNumberAt(NOW)

/** Returns the date of a departure a number of days from now. */
export function inDays(days: number): string {
  return dayOf(TODAY + days)
}

/** One observed fare, by days until departure and days since the observation. */
export type Seen = { readonly inDays: number; readonly daysAgo?: number; readonly fare: number }

export function fareGroupOf(
  seen: readonly Seen[],
  more: Partial<FareGroupSnapshot> = {}
): FareGroupSnapshot {
  const departures: Record<string, FareDay[]> = {}
  for (const { inDays: days, daysAgo = 0, fare } of seen) {
    const fareDay = { day: TODAY - daysAgo, lowestMinor: fare, medianMinor: fare + 1000, count: 1 }
    const date = inDays(days)
    departures[date] = [...(departures[date] ?? []), fareDay].sort((a, b) => a.day - b.day)
  }
  return {
    cabin: 'economy',
    roundTrip: false,
    currency: 'EUR',
    lastObservedAt: NOW - 60_000,
    windows: { '30d': summaryOf(seen.map(({ fare }) => fare)) },
    airlines: {},
    departures,
    ...more,
  }
}

function summaryOf(fares: readonly number[]): PriceSummary {
  const sorted = [...fares].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0
  return {
    count: fares.length,
    sumMinor: fares.reduce((sum, fare) => sum + fare, 0),
    sumSquaresMinor: fares.reduce((sum, fare) => sum + fare * fare, 0),
    minMinor: at(0),
    maxMinor: at(1),
    gridMinor: Array.from({ length: GRID_STEPS + 1 }, (_, step) => at(step / GRID_STEPS)),
  }
}

export function snapshotOf(
  fareGroups: readonly FareGroupSnapshot[],
  at: number = NOW
): MarketSnapshot {
  return {
    schema: 2,
    market: 'LIS-JFK',
    version: 1,
    at,
    lastObservedAt: at,
    searches: { last: { '1h': 1, '24h': 2, '7d': 3, '30d': 4 }, byHour: [], byWeekday: [] },
    bookings30d: 0,
    fareGroups,
  }
}
