/** Sums the ledger's cells into the summary that answers read. */
import type { z } from 'zod'
import { PROBABILITY_BINS } from '../answers/evidence/probability-bins'
import {
  ALL_MARKETS,
  type HitCounts,
  type LedgerSummary,
  type MarketSummary,
} from '../answers/evidence/track-record'
import type { Cell } from './cells'

/** About 300 bytes each; KV and isolates store the whole summary. */
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

function marketSummary(cells: readonly Cell[]): z.infer<typeof MarketSummary> {
  const advice = Array.from({ length: PROBABILITY_BINS }, () => ({ n: 0, hits: 0 }))
  const interval = { n: 0, hits: 0 }
  const fareErrors = { n: 0, model: 0, rule: 0 }
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
      fareErrors.n += n
      fareErrors.model += total
      fareErrors.rule += possible
    }
    if (measure === 'forecast') {
      forecasts[horizonDays] ??= { n: 0, hits: 0 }
      add(forecasts[horizonDays])
    }
  }
  return { advice, interval, fareErrors, forecasts }
}

function weight(market: string, { advice, interval }: z.infer<typeof MarketSummary>): number {
  if (market === ALL_MARKETS) return Number.POSITIVE_INFINITY
  return advice.reduce((sum, { n }) => sum + n, interval.n)
}
