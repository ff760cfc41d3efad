/**
 * Judges whether a price can be true, by the logarithms of its ratios to what is expected: the level of
 * the airline and of the fare group at these days to departure, and the last fare of the same airline
 * and stops on the same departure. The limits are far outside of true fares: on the panels of
 * `npm run quarantine` at most one true offer in a thousand is beyond them.
 */
import type { LevelReading } from './expected-level'
import { type Bounds, LEAST_MINOR } from './plausible-bounds'

export const DOUBTS = [
  /** Less than any flight costs in any currency. */
  'below_least',
  /** Outside of what the distance, or open data for the city pair, allows. */
  'implausible',
  /** Far from the level of its airline and market at these days to departure. */
  'off_level',
  /** A jump from the last fare of its airline on the same departure, away from the level. */
  'jump',
] as const
export type Doubt = (typeof DOUBTS)[number]

export type Expectations = {
  /** Levels of the airline and of the fare group, each where it was observed. */
  readonly levels: readonly LevelReading[]
  /** Logarithm of the last lowest fare of the airline and stops on the departure. */
  readonly lastLog: number | undefined
  /** Used while the market has no level. */
  readonly bounds: Bounds | undefined
}

export type Judgement = { readonly doubt: Doubt; readonly expectedMinor: number | undefined }

/** Observations of a level before its limits hold, and before wider ones do. */
export const ENOUGH = 20
const FEW = 5

/** Limits on logarithms of ratios, below and above; e^2 is a factor of 7.4. */
const LEVEL = { low: 1.9, high: 2.1 }
const LEVEL_OF_FEW = { low: 2.2, high: 2.2 }
const JUMP = { low: 1.7, high: 2 }
/** A jump counts only away from the level, by so much. */
const OFF_LEVEL = 0.5
/** A level counts only when the last fare does not explain it. */
const OFF_LAST = 0.7

/** Returns undefined for a price that can be true. */
export function judgeOffer(
  amountMinor: number,
  { levels, lastLog, bounds }: Expectations
): Judgement | undefined {
  const log = Math.log(Math.max(1, amountMinor))
  const nearest = nearestLevel(levels, log)
  const expectedMinor = nearest && Math.round(Math.exp(nearest.middle))
  if (amountMinor < LEAST_MINOR) return { doubt: 'below_least', expectedMinor }
  if (!nearest) return beyond(amountMinor, bounds)

  const level = log - nearest.middle
  const step = lastLog === undefined ? undefined : log - lastLog
  const limit = nearest.count < ENOUGH ? LEVEL_OF_FEW : LEVEL
  const isJump = step !== undefined && exceeds(step, JUMP) && Math.sign(step) * level >= OFF_LEVEL
  if (isJump) return { doubt: 'jump', expectedMinor: Math.round(Math.exp(lastLog ?? log)) }
  const isExplained = step !== undefined && Math.sign(level) * step < OFF_LAST
  if (exceeds(level, limit) && !isExplained) return { doubt: 'off_level', expectedMinor }
  return nearest.count < ENOUGH ? beyond(amountMinor, bounds) : undefined
}

/** The level that a price is compared with, and the logarithm of its ratio as a share of the limit. */
export function scorePrice(
  amountMinor: number,
  levels: readonly LevelReading[]
): { readonly expectedMinor: number; readonly strength: number } | undefined {
  const log = Math.log(Math.max(1, amountMinor))
  const nearest = nearestLevel(levels, log)
  if (!nearest) return undefined
  const distance = log - nearest.middle
  const { low, high } = nearest.count < ENOUGH ? LEVEL_OF_FEW : LEVEL
  return {
    expectedMinor: Math.round(Math.exp(nearest.middle)),
    strength: Math.abs(distance) / (distance < 0 ? low : high),
  }
}

/** Selects the level nearest to the price among those observed enough, or else a few times. */
function nearestLevel(levels: readonly LevelReading[], log: number): LevelReading | undefined {
  for (const least of [ENOUGH, FEW]) {
    const known = levels.filter(({ count }) => count >= least)
    const [first, ...others] = known
    if (!first) continue
    return others.reduce(
      (best, each) => (Math.abs(log - each.middle) < Math.abs(log - best.middle) ? each : best),
      first
    )
  }
  return undefined
}

function exceeds(log: number, { low, high }: { readonly low: number; readonly high: number }) {
  return log <= -low || log >= high
}

function beyond(amountMinor: number, bounds: Bounds | undefined): Judgement | undefined {
  if (!bounds || (amountMinor >= bounds.lowMinor && amountMinor <= bounds.highMinor)) {
    return undefined
  }
  const expectedMinor = Math.round(
    amountMinor < bounds.lowMinor ? bounds.lowMinor : bounds.highMinor
  )
  return { doubt: 'implausible', expectedMinor }
}
