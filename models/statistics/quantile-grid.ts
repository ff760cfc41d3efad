/**
 * Reduces a sample of any size to the quantiles 0, 1/steps, ... 1, so that it is read like a sketch
 * and takes bounded memory. Quantiles are those of the next value rather than of the sample: of n
 * values the k-th smallest has k/(n+1) of future ones below it, which prevents a range of few
 * values from being too narrow.
 */
import { quantileOf } from './quantile'

export function quantileGrid(ascending: ArrayLike<number>, steps: number): number[] | undefined {
  const size = ascending.length
  if (size === 0) return undefined
  const grid: number[] = []
  for (let step = 0; step <= steps; step++) {
    const position = ((size + 1) * step) / steps - 1
    grid.push(quantileOf(ascending, size === 1 ? 0 : position / (size - 1)) ?? 0)
  }
  return grid
}
