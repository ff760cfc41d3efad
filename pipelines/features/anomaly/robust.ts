/** Robust centre and spread. */

/** Ratio of a normal distribution's standard deviation to its MAD. */
const MAD_TO_DEVIATION = 1.4826

/** Returns undefined for an empty list. */
export function medianOf(values: ArrayLike<number>): number | undefined {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  const upper = sorted[half]
  if (upper === undefined) return undefined
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2
}

/** Median absolute deviation, scaled to a standard deviation. */
export function spreadOf(values: readonly number[], middle: number): number {
  return MAD_TO_DEVIATION * (medianOf(values.map((value) => Math.abs(value - middle))) ?? 0)
}

export type Usual = { readonly middle: number; readonly spread: number }

/** Returns undefined with fewer than `least` values. */
export function usualOf(values: readonly number[], least: number): Usual | undefined {
  if (values.length < least) return undefined
  const middle = medianOf(values) ?? 0
  return { middle, spread: spreadOf(values, middle) }
}

/** Distance in spreads; `floor` is the least spread assumed. */
export function distanceOf(value: number, { middle, spread }: Usual, floor: number): number {
  return (value - middle) / Math.max(spread, floor)
}
