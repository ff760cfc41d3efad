/**
 * The robust gate. Each sign of a row is a distance from the usual value in units of the usual
 * spread (median and MAD of the feed's own past, so currency does not matter), and has its own
 * limit. The distance is taken on a measure: for a price, the natural logarithm of its ratio to
 * another price.
 */
import type { FeatureRow, FeatureValue } from '../runtime/features'

export const SIGNS = [
  /** Many fares changed by exactly the same factor. */
  'uniform_change',
  /** The median fare moved within a day. */
  'jump',
  /** The median fare differs from its past level at the same days to departure. */
  'level_shift',
  /** Single fares are far from their own past and from the other fares. */
  'odd_fare',
  /** No fare moves in a market where fares usually move. */
  'frozen',
  /** The airline is missing where it usually sells. */
  'missing',
] as const
export type Sign = (typeof SIGNS)[number]

export type Limits = Readonly<Record<Sign, number>>

/** Found by `npm run search -- --model anomaly`, on days before any test period. */
export const LIMITS: Limits = {
  uniform_change: 3.5,
  jump: 7,
  level_shift: 2,
  odd_fare: 8,
  frozen: 6,
  missing: 4.5,
}

/**
 * Limits for a day that is judged at every event: it is judged many times, and its first fares are few,
 * so the limits of the same signs are wider. Chosen on the panels of `npm run quarantine`.
 */
export const ONLINE_LIMITS: Limits = {
  uniform_change: 5.2,
  jump: 10.5,
  level_shift: 4.4,
  odd_fare: 9.6,
  frozen: 7.8,
  missing: 11,
}

export type MeasuredSign = {
  readonly sign: Sign
  readonly strength: number
  readonly actual: number | undefined
  readonly expected: number | undefined
}

/** Lists the strongest sign first; omits signs that could not be measured. */
export function readSigns({ values }: FeatureRow, limits: Limits = LIMITS): MeasuredSign[] {
  const signs = SIGNS.flatMap((sign) => {
    const distance = known(values[`${sign}_z`])
    if (distance === undefined) return []
    const actual = known(values[sign])
    const expected = known(values[`${sign}_usual`])
    return { sign, strength: Math.max(0, distance) / limits[sign], actual, expected }
  })
  return signs.sort((a, b) => b.strength - a.strength)
}

function known(value: FeatureValue): number | undefined {
  return typeof value === 'number' ? value : undefined
}
