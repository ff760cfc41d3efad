/**
 * The robust gate: each sign of a row is a distance from what is usual in units of the usual spread
 * (median and MAD of the feed's own past, so currency does not matter), and has a limit of its own.
 * A measure is what the distance is of; logs are natural, of a price against another.
 */
import type { FeatureRow, FeatureValue } from '../runtime/features'

export const SIGNS = [
  /** Many fares changed by the very same factor. */
  'uniform_change',
  /** The middle fare moved within a day. */
  'jump',
  /** The middle fare is off what it was for as many days to departure. */
  'level_shift',
  /** Single fares are far from their own past and from the others. */
  'odd_fare',
  /** Nothing moves where something usually does. */
  'frozen',
  /** The airline is missing where it usually is. */
  'missing',
] as const
export type Sign = (typeof SIGNS)[number]

export type Limits = Readonly<Record<Sign, number>>

/** Found by `npm run search -- --model anomaly`, on earlier days than any test. */
export const LIMITS: Limits = {
  uniform_change: 3.5,
  jump: 7,
  level_shift: 2,
  odd_fare: 8,
  frozen: 6,
  missing: 4.5,
}

export type SignReading = {
  readonly sign: Sign
  readonly strength: number
  readonly actual: number | undefined
  readonly expected: number | undefined
}

/** Strongest first; signs that could not be measured are left out. */
export function readSigns({ values }: FeatureRow, limits: Limits = LIMITS): SignReading[] {
  const readings = SIGNS.flatMap((sign) => {
    const distance = known(values[`${sign}_z`])
    if (distance === undefined) return []
    const actual = known(values[sign])
    const expected = known(values[`${sign}_usual`])
    return { sign, strength: Math.max(0, distance) / limits[sign], actual, expected }
  })
  return readings.sort((a, b) => b.strength - a.strength)
}

function known(value: FeatureValue): number | undefined {
  return typeof value === 'number' ? value : undefined
}
