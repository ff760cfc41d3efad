/**
 * The outcome of earlier answers like this one, as the ledger summarises it: how often advice of a
 * confidence was right and how often an interval covered, for each market and over all of them. The
 * summary is a few numbers a market, so that every isolate keeps it whole.
 */
import { z } from 'zod'
import { binName, probabilityBin } from './probability-bins'

/** Beside the figures of each market, one set over all. */
export const ALL_MARKETS = 'all'

export const Tally = z.object({ n: z.number(), hits: z.number() })
export type Tally = z.infer<typeof Tally>

export const MarketSummary = z.object({
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

export type TrackRecord = {
  /** How often advice of such confidence was right; null where too little was settled. */
  calibration(confidence: number): Calibration | null
  /** How often intervals of predicted fares held. */
  readonly coverage: ObservedCoverage | null
}

export const NO_RECORD: TrackRecord = { calibration: () => null, coverage: null }

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
