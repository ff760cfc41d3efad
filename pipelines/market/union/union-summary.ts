/** Prices of several markets as one summary. */
import { GRID_STEPS, type PriceSummary } from '../snapshot'

/** Returns undefined for no summaries. Quantiles are those of all prices within a step of each grid. */
export function unionSummary(summaries: readonly PriceSummary[]): PriceSummary | undefined {
  const [first, ...more] = summaries
  if (!first || more.length === 0) return first
  const sumOf = (name: 'count' | 'sumMinor' | 'sumSquaresMinor') =>
    summaries.reduce((sum, each) => sum + each[name], 0)
  return {
    count: sumOf('count'),
    sumMinor: sumOf('sumMinor'),
    sumSquaresMinor: sumOf('sumSquaresMinor'),
    minMinor: Math.min(...summaries.map(({ minMinor }) => minMinor)),
    maxMinor: Math.max(...summaries.map(({ maxMinor }) => maxMinor)),
    gridMinor: unionGrid(summaries),
  }
}

/** Each step of a grid stands for an equal share of its prices; its two ends stand for half of one. */
function unionGrid(summaries: readonly PriceSummary[]): number[] {
  const points = summaries
    .flatMap(({ count, gridMinor }) =>
      gridMinor.map((amountMinor, step) => ({
        amountMinor,
        weight: (count / GRID_STEPS) * (step === 0 || step === gridMinor.length - 1 ? 0.5 : 1),
      }))
    )
    .sort((a, b) => a.amountMinor - b.amountMinor)
  const total = points.reduce((sum, { weight }) => sum + weight, 0)
  const grid: number[] = []
  let below = 0
  let at = 0
  for (let step = 0; step < GRID_STEPS; step += 1) {
    const wanted = (total * step) / GRID_STEPS
    while (at < points.length - 1 && below + (points[at]?.weight ?? 0) <= wanted) {
      below += points[at]?.weight ?? 0
      at += 1
    }
    grid.push(points[at]?.amountMinor ?? 0)
  }
  return [...grid, points.at(-1)?.amountMinor ?? 0]
}
