/**
 * One snapshot of several markets: of the airports of a city. Amounts and counts are those of all offers
 * together; a lowest fare names the market it was observed in.
 */
import type { Market } from '../../../models/airline/market'
import { type MarketSnapshot, type Quarantine, SNAPSHOT_SCHEMA, WINDOWS } from '../snapshot'
import { unionFareGroup } from './union-fares'

/** Suspects that a snapshot names, the last seen first. */
const MOST_SUSPECTS = 16

/** Fare groups join where cabin, trip kind and currency are the same. */
export function unionSnapshot(
  market: Market,
  parts: readonly [MarketSnapshot, ...MarketSnapshot[]]
): MarketSnapshot {
  const groups = parts.flatMap((part) =>
    part.fareGroups.map((fareGroup) => ({ market: part.market, fareGroup }))
  )
  const joined = Map.groupBy(groups, ({ fareGroup }) => groupKey(fareGroup))
  return {
    schema: SNAPSHOT_SCHEMA,
    market,
    markets: parts.map((part) => part.market),
    version: sumOf(parts, ({ version }) => version),
    // The oldest, so that the age of the answer is that of all of its parts.
    at: Math.min(...parts.map(({ at }) => at)),
    lastObservedAt: latestOf(parts),
    searches: searchesOf(parts),
    bookings30d: sumOf(parts, ({ bookings30d }) => bookings30d),
    fareGroups: [...joined.values()].flatMap(([first, ...more]) =>
      first ? [unionFareGroup([first, ...more])] : []
    ),
    quarantine: quarantineOf(parts),
    exchanges: exchangesOf(parts),
    evicted: evictedOf(parts),
  }
}

function groupKey({
  cabin,
  roundTrip,
  currency,
}: Pick<Quarantine, 'cabin' | 'roundTrip' | 'currency'>): string {
  return `${cabin} ${roundTrip} ${currency}`
}

function sumOf<T>(all: readonly T[], numberOf: (each: T) => number): number {
  return all.reduce((sum, each) => sum + numberOf(each), 0)
}

function latestOf(parts: readonly MarketSnapshot[]): number | undefined {
  const known = parts.flatMap(({ lastObservedAt }) => lastObservedAt ?? [])
  return known.length === 0 ? undefined : Math.max(...known)
}

function searchesOf(parts: readonly MarketSnapshot[]): MarketSnapshot['searches'] {
  const columnOf = (name: 'byHour' | 'byWeekday') => {
    const length = Math.max(...parts.map(({ searches }) => searches[name].length))
    return Array.from({ length }, (_, at) => sumOf(parts, (part) => part.searches[name][at] ?? 0))
  }
  const lastOf = (window: (typeof WINDOWS)[number]) =>
    sumOf(parts, ({ searches }) => searches.last[window])
  const [hour, day, week, month] = WINDOWS
  return {
    last: {
      [hour]: lastOf(hour),
      [day]: lastOf(day),
      [week]: lastOf(week),
      [month]: lastOf(month),
    },
    byHour: columnOf('byHour'),
    byWeekday: columnOf('byWeekday'),
  }
}

function quarantineOf(parts: readonly MarketSnapshot[]): MarketSnapshot['quarantine'] {
  const all = parts.flatMap(({ market, quarantine = [] }) =>
    quarantine.map((each) => ({
      ...each,
      suspects: each.suspects.map((suspect) => ({ ...suspect, market })),
    }))
  )
  if (all.length === 0) return undefined
  return [...Map.groupBy(all, groupKey).values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const suspects = same
      .flatMap((each) => each.suspects)
      .sort((a, b) => b.lastObservedAt - a.lastObservedAt)
      .slice(0, MOST_SUSPECTS)
    return [{ ...first, offers: sumOf(same, ({ offers }) => offers), suspects }]
  })
}

/** Airports of one city have one reference currency, that of their country. */
function exchangesOf(parts: readonly MarketSnapshot[]): MarketSnapshot['exchanges'] {
  const known = parts.flatMap(({ exchanges }) => exchanges ?? [])
  const [first] = known
  if (!first) return undefined
  const countsOf = (name: 'converted' | 'unconverted') => {
    const counts: Record<string, number> = {}
    for (const exchanges of known) {
      for (const [currency, count] of Object.entries(exchanges[name])) {
        counts[currency] = (counts[currency] ?? 0) + count
      }
    }
    return counts
  }
  return {
    reference: first.reference,
    converted: countsOf('converted'),
    unconverted: countsOf('unconverted'),
  }
}

function evictedOf(parts: readonly MarketSnapshot[]): MarketSnapshot['evicted'] {
  const known = parts.flatMap(({ evicted }) => evicted ?? [])
  if (known.length === 0) return undefined
  return {
    fareGroups: sumOf(known, ({ fareGroups }) => fareGroups),
    departures: sumOf(known, ({ departures }) => departures),
    airlines: sumOf(known, ({ airlines }) => airlines),
  }
}
