/**
 * Reads the market of a question. For a city it is the union of the markets between its airports in
 * which fares were observed, and of what was sold under the city's own code.
 */
import { utcDay } from '../../models/airline/calendar'
import type { Market } from '../../models/airline/market'
import { marketsOfCities } from '../../pipelines/answers/evidence/city-airports'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import { unionSnapshot } from '../../pipelines/market/union/union-snapshot'
import type { Union } from '../isolate/city-memory'
import type { Services } from '../services'
import { readKnownAmong } from '../storage/known-markets/known-market-rows'
import { readMarketSnapshot } from './snapshots'

/** A question reads no more markets than these, those of the busiest airports. */
export const MOST_CITY_MARKETS = 12

/** The first fare between two airports is in answers for their cities within this time. */
const KNOWN_MS = 30_000
/** Reads one market, as `readMarketSnapshot` does. */
export type ReadMarket = (market: Market) => Promise<SnapshotRead>

export async function readQuestionMarket(
  market: Market,
  scope: Scope,
  services: Services,
  readMarket: ReadMarket = (each) => readMarketSnapshot(each, scope, services)
): Promise<SnapshotRead> {
  const markets = await observedMarkets(market, scope, services)
  if (markets === 'not-read') return { snapshot: undefined, source: 'baseline' }
  const [only = market, ...more] = markets
  if (more.length === 0 && only === market) return readMarket(market)
  const reads = await Promise.all(markets.map(readMarket))
  return unionOf(market, reads, scope, services)
}

/** At most MOST_CITY_MARKETS; for airports the market itself, observed or not. */
export async function observedMarkets(
  market: Market,
  scope: Scope,
  { db, isolate: { cities }, now, wallNow, log }: Services
): Promise<readonly Market[] | 'not-read'> {
  const [own, ...pairs] = marketsOfCities(market, utcDay(now))
  if (pairs.length === 0) return [own]
  const key = `${scopeKey(scope)} ${market}`
  const known = cities.known.get(key)
  if (known && wallNow() < known.until) return known.markets
  try {
    const observed = await readKnownAmong(db, scope, [own, ...pairs])
    const markets = observed.slice(0, MOST_CITY_MARKETS)
    cities.known.set(key, { markets, until: wallNow() + KNOWN_MS })
    return markets
  } catch (error) {
    log.warn('markets of a city not read', { market, error })
    return known?.markets ?? 'not-read'
  }
}

function unionOf(
  market: Market,
  reads: readonly SnapshotRead[],
  scope: Scope,
  { isolate: { cities } }: Services
): SnapshotRead {
  const found = reads.flatMap(({ snapshot, source }) => (snapshot ? [{ snapshot, source }] : []))
  const isPartial = reads.some(({ source }) => source === 'baseline')
  const [first, ...more] = found
  if (!first) return { snapshot: undefined, source: isPartial ? 'baseline' : 'object' }
  const parts = [first.snapshot, ...more.map(({ snapshot }) => snapshot)] as const
  const key = `${scopeKey(scope)} ${market}`
  const before = cities.unions.get(key)
  const union = before && isUnionOf(before, parts) ? before.snapshot : unionSnapshot(market, parts)
  cities.unions.set(key, { parts, snapshot: union })
  const at = Math.min(...parts.map((part) => part.at))
  const oldest = found.find(({ snapshot }) => snapshot.at === at) ?? first
  return { snapshot: { ...union, at }, source: oldest.source, ...(isPartial && { isPartial }) }
}

/** Compares by identity: a market that has not changed keeps its fares and searches as they are. */
function isUnionOf({ parts }: Union, others: readonly MarketSnapshot[]): boolean {
  return (
    parts.length === others.length &&
    parts.every(
      ({ fareGroups, searches, version, quarantine }, at) =>
        others[at]?.fareGroups === fareGroups &&
        others[at]?.searches === searches &&
        others[at]?.version === version &&
        others[at]?.quarantine === quarantine
    )
  )
}
