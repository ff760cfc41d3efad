/** Isotonic maps from stated values to what was observed, kept where later answers bear them out. */
import { fewerBlocks, interpolated, isotonicBlocks } from '../../../models/statistics/isotonic'
import { pairedInterval } from '../../../models/statistics/paired-interval'
import type { Knots } from '../../answers/correction/recalibration'

export type StatedSample = {
  readonly day: number
  readonly unit: string
  readonly stated: number
  readonly observed: number
}

export const FEWEST_STATED = 300
const FITTED_SHARE = 0.7
/** Answers behind a knot. */
const LEAST_BLOCK = 50

/** Null where too few are settled, or the map is not better on the later ones. */
export function fitKnots(samples: readonly StatedSample[]): Knots | null {
  if (samples.length < FEWEST_STATED) return null
  const days = samples.map(({ day }) => day).sort((a, b) => a - b)
  const cut = days[Math.floor(days.length * FITTED_SHARE)] ?? 0
  const earlier = samples.filter(({ day }) => day <= cut)
  const later = samples.filter(({ day }) => day > cut)
  const first = knotsOf(earlier)
  const error = (value: number, { observed }: StatedSample) => (value - observed) ** 2
  const units = Map.groupBy(later, ({ unit }) => unit)
  const found = pairedInterval(
    [...units.values()].map((mine) => ({
      n: mine.length,
      difference: mine.reduce(
        (sum, each) => sum + error(mapped(first, each.stated), each) - error(each.stated, each),
        0
      ),
    }))
  )
  return found && found.high < 0 ? [...knotsOf(samples)] : null
}

function knotsOf(samples: readonly StatedSample[]): Knots {
  const points = samples.map(({ stated, observed }) => ({ x: stated, y: observed }))
  return fewerBlocks(isotonicBlocks(points), LEAST_BLOCK).map(({ x, y }) => ({
    stated: x,
    observed: y,
  }))
}

function mapped(knots: Knots, stated: number): number {
  return interpolated(
    knots.map((knot) => [knot.stated, knot.observed] as const),
    stated
  )
}
