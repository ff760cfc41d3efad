/**
 * The ledger as answers read it: few numbers, so that every isolate holds them all. How often advice
 * of a confidence was right, and how often an interval held, of each market and of all.
 */
import { z } from 'zod'
import { ALL_MARKETS, type Cell } from './cells'
import { binName, PROBABILITY_BINS, probabilityBin } from './groups'

const Tally = z.object({ n: z.number(), hits: z.number() })
type Tally = z.infer<typeof Tally>

const MarketSummary = z.object({
  /** Advice by bin of confidence, 10 long. */
  advice: z.array(Tally),
  /** The predicted fare's interval. */
  interval: Tally,
  /** Of forecasts, by days ahead. */
  forecasts: z.record(z.string(), Tally),
})

export const LedgerSummary = z.object({
  schema: z.literal(1),
  /** The clock it was made at, epoch ms. */
  at: z.number(),
  markets: z.record(z.string(), MarketSummary),
})
export type LedgerSummary = z.infer<typeof LedgerSummary>

/** Fewer tell less than they seem to: of 30, a share of 0.8 is known to 0.14 (95 %). */
export const FEWEST_SETTLED = 30
/** About 300 bytes each; KV and isolates hold it whole. */
const MAX_MARKETS = 1_000
/** The summary looks back so many days. */
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
  const forecasts: Record<string, Tally> = {}
  for (const { measure, horizonDays, bin, n, hits } of cells) {
    const add = (tally: Tally | undefined) => {
      if (!tally) return
      tally.n += n
      tally.hits += hits
    }
    if (measure === 'advice') add(advice[bin])
    if (measure === 'interval') add(interval)
    if (measure === 'forecast') {
      forecasts[horizonDays] ??= { n: 0, hits: 0 }
      add(forecasts[horizonDays])
    }
  }
  return { advice, interval, forecasts }
}

function weight(market: string, { advice, interval }: z.infer<typeof MarketSummary>): number {
  if (market === ALL_MARKETS) return Number.POSITIVE_INFINITY
  return advice.reduce((sum, { n }) => sum + n, interval.n)
}

export const ObservedCoverage = z.object({
  /** How often what was said of such a kind was right. */
  observed: z.number(),
  /** Settled decisions behind it. */
  n: z.number(),
  scope: z.enum(['market', 'all']),
})
export type ObservedCoverage = z.infer<typeof ObservedCoverage>

/** Of advice whose confidence lies in a bin: "0.7-0.8". */
export const Calibration = ObservedCoverage.extend({ bin: z.string() })
export type Calibration = z.infer<typeof Calibration>

/** Of the market, else of all; undefined where too little of either was settled. */
export function calibrationIn(
  { markets }: LedgerSummary,
  market: string,
  confidence: number
): Calibration | undefined {
  const bin = probabilityBin(confidence)
  const found = enough(
    [markets[market]?.advice[bin], 'market'],
    [markets[ALL_MARKETS]?.advice[bin], 'all']
  )
  return found && { bin: binName(bin), ...found }
}

/** How often the interval of a forecast held; without days ahead, that of the predicted fare. */
export function coverageIn(
  { markets }: LedgerSummary,
  market: string,
  horizonDays?: number
): ObservedCoverage | undefined {
  const of = (name: string) =>
    horizonDays === undefined ? markets[name]?.interval : markets[name]?.forecasts[horizonDays]
  return enough([of(market), 'market'], [of(ALL_MARKETS), 'all'])
}

function enough(
  ...candidates: readonly (readonly [Tally | undefined, 'market' | 'all'])[]
): ObservedCoverage | undefined {
  for (const [tally, scope] of candidates) {
    if (!tally || tally.n < FEWEST_SETTLED) continue
    return { observed: Math.round((tally.hits / tally.n) * 1_000) / 1_000, n: tally.n, scope }
  }
  return undefined
}
