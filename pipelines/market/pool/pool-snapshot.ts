/**
 * The market of a shared pool: what its members observed, each within its share (share-bound.ts). It is
 * computed from the members' own snapshots and stored nowhere, so an account that leaves takes its
 * observations along, and erasing or rebuilding a member's market changes the pool's.
 */
import { fareGroupKey } from '../market-batch'
import { type MarketSnapshot, type Quarantine, SNAPSHOT_SCHEMA } from '../snapshot'
import { poolFareGroup } from './pool-fare-group'
import { boundedMasses } from './share-bound'

/** Undefined when no member has observed the market. The order of the members changes nothing. */
export function poolSnapshots(given: readonly MarketSnapshot[]): MarketSnapshot | undefined {
  const [first] = given
  if (!first) return undefined
  const observed = given.flatMap(({ lastObservedAt }) => lastObservedAt ?? [])
  const groups = Map.groupBy(
    given.flatMap(({ fareGroups }) => fareGroups),
    fareGroupKey
  )
  return {
    schema: SNAPSHOT_SCHEMA,
    market: first.market,
    version: given.reduce((sum, { version }) => sum + version, 0),
    at: Math.max(...given.map(({ at }) => at)),
    lastObservedAt: observed.length > 0 ? Math.max(...observed) : undefined,
    searches: poolSearches(given),
    bookings30d: boundedSum(given.map(({ bookings30d }) => bookings30d)),
    fareGroups: [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, each]) => poolFareGroup(each)),
    quarantine: poolQuarantine(given.flatMap(({ quarantine }) => quarantine ?? [])),
    exchanges: poolExchanges(given),
    evicted: poolEvicted(given),
  }
}

function boundedSum(counts: readonly number[]): number {
  return Math.round(boundedMasses(counts).reduce((sum, each) => sum + each, 0))
}

function poolSearches(given: readonly MarketSnapshot[]): MarketSnapshot['searches'] {
  const counts = given.map(({ searches }) => searches.last['30d'])
  const weights = boundedMasses(counts).map((bounded, at) => bounded / Math.max(1, counts[at] ?? 1))
  const profile = (of: (snapshot: MarketSnapshot) => readonly number[], length: number) =>
    Array.from({ length }, (_, slot) =>
      Math.round(
        given.reduce((sum, each, at) => sum + (of(each)[slot] ?? 0) * (weights[at] ?? 0), 0)
      )
    )
  const last = (window: keyof MarketSnapshot['searches']['last']) =>
    boundedSum(given.map(({ searches }) => searches.last[window]))
  return {
    last: { '1h': last('1h'), '24h': last('24h'), '7d': last('7d'), '30d': last('30d') },
    byHour: profile(({ searches }) => searches.byHour, 24),
    byWeekday: profile(({ searches }) => searches.byWeekday, 7),
  }
}

function poolQuarantine(given: readonly Quarantine[]): MarketSnapshot['quarantine'] {
  if (given.length === 0) return undefined
  return Array.from(Map.groupBy(given, fareGroupKey).values()).flatMap((group) => {
    const [first] = group
    if (!first) return []
    const suspects = group
      .flatMap((each) => each.suspects)
      .sort((a, b) => b.lastObservedAt - a.lastObservedAt)
    return { ...first, offers: group.reduce((sum, { offers }) => sum + offers, 0), suspects }
  })
}

function poolExchanges(given: readonly MarketSnapshot[]): MarketSnapshot['exchanges'] {
  const known = given.flatMap(({ exchanges }) => exchanges ?? [])
  const [first] = known
  if (!first) return undefined
  return {
    reference: first.reference,
    converted: sumsOf(known.map(({ converted }) => converted)),
    unconverted: sumsOf(known.map(({ unconverted }) => unconverted)),
  }
}

function sumsOf(given: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const counts of given) {
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
  }
  return sums
}

function poolEvicted(given: readonly MarketSnapshot[]): MarketSnapshot['evicted'] {
  const known = given.flatMap(({ evicted }) => evicted ?? [])
  if (known.length === 0) return undefined
  const sums = sumsOf(known)
  return {
    fareGroups: sums.fareGroups ?? 0,
    departures: sums.departures ?? 0,
    airlines: sums.airlines ?? 0,
  }
}
