/**
 * Quantiles and ranks of an ascending list, linear between its points. A list of n points is read
 * as the quantiles 0, 1/(n-1), ... 1, so a sample and a sketch's quantile grid are read alike, and
 * `rankOf` inverts `quantileOf`.
 */
import { valueAt } from './value-at'

/** The value below which a share `q` (0-1) lies; undefined for an empty list. */
export function quantileOf(ascending: ArrayLike<number>, q: number): number | undefined {
  const position = (ascending.length - 1) * Math.min(1, Math.max(0, q))
  const below = Math.floor(position)
  const low = ascending[below]
  const high = ascending[Math.ceil(position)]
  if (low === undefined || high === undefined) return undefined
  return low + (high - low) * (position - below)
}

/**
 * The share (0-1) of the list below `value`, with ties counted half; undefined for an empty list.
 */
export function rankOf(ascending: ArrayLike<number>, value: number): number | undefined {
  const last = ascending.length - 1
  if (last < 0) return undefined
  const first = countBelow(ascending, value, false)
  const after = countBelow(ascending, value, true)
  if (after === 0) return 0
  if (first > last) return 1
  if (last === 0) return 0.5
  if (after > first) return (first + after - 1) / 2 / last

  const low = valueAt(ascending, first - 1)
  const high = valueAt(ascending, first)
  return (first - 1 + (value - low) / (high - low)) / last
}

/** Counts the points below `value`; with `ties`, those not above it. */
function countBelow(ascending: ArrayLike<number>, value: number, ties: boolean): number {
  let from = 0
  let to = ascending.length
  while (from < to) {
    const middle = (from + to) >> 1
    const point = Number(ascending[middle])
    if (point < value || (ties && point === value)) from = middle + 1
    else to = middle
  }
  return from
}
