/**
 * The ledger's summary of settled answers: how often advice of each confidence was right and how often
 * an interval covered the outcome, for each market and for all markets together. The summary has a
 * few numbers a market, so that every isolate can cache all of it.
 */
import { z } from 'zod'
import type { AppliedRecalibration } from '../correction/recalibration'
import { binName, probabilityBin } from './probability-bins'

/** The key of the figures over all markets. */
export const ALL_MARKETS = 'all'

export const HitCounts = z.object({ n: z.number(), hits: z.number() })
export type HitCounts = z.infer<typeof HitCounts>

export const MarketSummary = z.object({
  /** Advice by confidence bin; 10 entries. */
  advice: z.array(HitCounts),
  /** Coverage of the predicted fare's interval. */
  interval: HitCounts,
  /**
   * By cabin and kind of trip (`tripBin`): relative errors of predicted fares and of the plain rule for the
   * same answers, and how many of their intervals covered the outcome.
   */
  trips: z
    .record(
      z.string(),
      z.object({
        n: z.number(),
        model: z.number(),
        rule: z.number(),
        hits: z.number(),
        ruleN: z.number(),
        ruleHits: z.number(),
      })
    )
    .optional(),
  /** Coverage of forecast intervals, by days ahead. */
  forecasts: z.record(z.string(), HitCounts),
})

export type MarketSummary = z.infer<typeof MarketSummary>

export const LedgerSummary = z.object({
  schema: z.literal(1),
  /** When the summary was computed, epoch ms. */
  at: z.number(),
  markets: z.record(z.string(), MarketSummary),
})
export type LedgerSummary = z.infer<typeof LedgerSummary>

/** Fewer settled decisions are too imprecise: with 30, a share of 0.8 is known to within 0.14 (95 %). */
export const FEWEST_SETTLED = 30

export const ObservedCoverage = z.object({
  /** The share of such answers that were right. */
  observed: z.number(),
  /** Number of settled decisions. */
  n: z.number(),
  scope: z.enum(['market', 'all']),
})
export type ObservedCoverage = z.infer<typeof ObservedCoverage>

/** The coverage of advice whose confidence lies in a bin, such as "0.7-0.8". */
export const Calibration = ObservedCoverage.extend({ bin: z.string() })
export type Calibration = z.infer<typeof Calibration>

export type TrackRecord = {
  /** Returns how often advice of this confidence was right; null with too few settled decisions. */
  calibration(confidence: number): Calibration | null
  /** How often intervals of predicted fares covered the outcome. */
  readonly coverage: ObservedCoverage | null
  /** The same for the plain rule's intervals. */
  readonly ruleCoverage: ObservedCoverage | null
  /** Whether predicted fares were nearer than the plain rule; null with too few settled decisions. */
  readonly beatsRule: boolean | null
  /** Corrections of a version of the outlook; null where none was learned. */
  recalibration(model: string, daysToDeparture: number): AppliedRecalibration | null
}

export const NO_RECORD: TrackRecord = {
  calibration: () => null,
  coverage: null,
  ruleCoverage: null,
  beatsRule: null,
  recalibration: () => null,
}

/** Prefers the market's record to that of all markets; undefined with too few settled decisions. */
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

/**
 * How predicted fares of a cabin and kind of trip fared. Prefers the market's record to that of all
 * markets; fields with too few settled decisions are null.
 */
export function predictedRecordIn(
  { markets }: LedgerSummary,
  market: string,
  bin: number
): Pick<TrackRecord, 'coverage' | 'ruleCoverage' | 'beatsRule'> {
  const own = markets[market]?.trips?.[bin]
  const all = markets[ALL_MARKETS]?.trips?.[bin]
  const ruleCounts = (trip: typeof own) => trip && { n: trip.ruleN, hits: trip.ruleHits }
  const judged = [own, all].find((trip) => trip && trip.n >= FEWEST_SETTLED)
  return {
    coverage: enough([own, 'market'], [all, 'all']) ?? null,
    ruleCoverage: enough([ruleCounts(own), 'market'], [ruleCounts(all), 'all']) ?? null,
    beatsRule: judged ? judged.model < judged.rule : null,
  }
}

function enough(
  ...candidates: readonly (readonly [HitCounts | undefined, 'market' | 'all'])[]
): ObservedCoverage | undefined {
  for (const [counts, scope] of candidates) {
    if (!counts || counts.n < FEWEST_SETTLED) continue
    return { observed: Math.round((counts.hits / counts.n) * 1_000) / 1_000, n: counts.n, scope }
  }
  return undefined
}
