/** Sums the ledger's cells into the summary that answers read. */
import { PROBABILITY_BINS } from '../answers/evidence/probability-bins'
import {
  ALL_MARKETS,
  type HitCounts,
  type LedgerSummary,
  type MarketSummary,
} from '../answers/evidence/track-record'
import type { Cell } from './cells'

/** About 400 bytes each; KV and isolates store the whole summary. */
const MAX_MARKETS = 1_000
/** Length of the summary's period. */
export const SUMMARY_DAYS = 180

export function summaryOf(cells: readonly Cell[], at: number): LedgerSummary {
  const markets = [...Map.groupBy(cells, ({ market }) => market)]
    .map(([market, mine]) => [market, marketSummary(mine)] as const)
    .sort(([a, x], [b, y]) => weight(b, y) - weight(a, x))
    .slice(0, MAX_MARKETS)
  return { schema: 1, at, markets: Object.fromEntries(markets) }
}

function marketSummary(cells: readonly Cell[]): MarketSummary {
  const advice = Array.from({ length: PROBABILITY_BINS }, () => ({ n: 0, hits: 0 }))
  const interval = { n: 0, hits: 0 }
  const trips: Record<string, TripCounts> = {}
  const forecasts: Record<string, HitCounts> = {}
  for (const { measure, horizonDays, bin, n, hits, total, possible } of cells) {
    const add = (counts: HitCounts | undefined) => {
      if (!counts) return
      counts.n += n
      counts.hits += hits
    }
    if (measure === 'advice') add(advice[bin])
    if (measure === 'interval') {
      add(interval)
      const trip = tripOf(trips, bin)
      trip.n += n
      trip.hits += hits
      trip.model += total
      trip.rule += possible
    }
    if (measure === 'rule') {
      const trip = tripOf(trips, bin)
      trip.ruleN += n
      trip.ruleHits += hits
    }
    if (measure === 'forecast') {
      forecasts[horizonDays] ??= { n: 0, hits: 0 }
      add(forecasts[horizonDays])
    }
  }
  return { advice, interval, trips, forecasts }
}

type TripCounts = NonNullable<MarketSummary['trips']>[string]

function tripOf(trips: Record<string, TripCounts>, bin: number): TripCounts {
  const known = trips[bin] ?? { n: 0, model: 0, rule: 0, hits: 0, ruleN: 0, ruleHits: 0 }
  trips[bin] = known
  return known
}

function weight(market: string, { advice, interval }: MarketSummary): number {
  if (market === ALL_MARKETS) return Number.POSITIVE_INFINITY
  return advice.reduce((sum, { n }) => sum + n, interval.n)
}
