/** Prices of a window as several senders observed them, each within its share. */
import { within } from '../sketch'
import { GRID_STEPS, type PriceSummary } from '../snapshot'
import { boundedMasses, sharedHighest, sharedLowest } from './share-bound'

/**
 * `count` is the number of prices that were observed; weights shape the moments and the quantiles.
 * Takes at least one summary.
 */
export function poolPrices(given: readonly PriceSummary[]): PriceSummary {
  const [only, ...others] = given
  if (only && others.length === 0) return only
  const weights = boundedMasses(given.map(({ count }) => count))
  const weight = weights.reduce((sum, each) => sum + each, 0)
  const count = given.reduce((sum, each) => sum + each.count, 0)
  const momentOf = (sumOf: (summary: PriceSummary) => number) =>
    given.reduce(
      (sum, each, index) => sum + (sumOf(each) / each.count) * (weights[index] ?? 0),
      0
    ) *
    (count / weight)
  const minMinor = sharedLowest(given.map((each) => each.minMinor))
  const maxMinor = Math.max(minMinor, sharedHighest(given.map((each) => each.maxMinor)))
  return {
    count,
    sumMinor: momentOf(({ sumMinor }) => sumMinor),
    sumSquaresMinor: momentOf(({ sumSquaresMinor }) => sumSquaresMinor),
    minMinor,
    maxMinor,
    gridMinor: poolGrid(given, weights).map((value) => within(value, minMinor, maxMinor)),
  }
}

/** Each of a sender's 41 quantiles stands for a fortieth of its weight, the outer two for half. */
function poolGrid(given: readonly PriceSummary[], weights: readonly number[]): number[] {
  const atoms = given.flatMap(({ gridMinor }, sender) =>
    gridMinor.map((value, step) => ({
      value,
      mass: (weights[sender] ?? 0) * (step === 0 || step === GRID_STEPS ? 0.5 : 1),
    }))
  )
  atoms.sort((a, b) => a.value - b.value)
  const total = atoms.reduce((sum, { mass }) => sum + mass, 0)
  const grid: number[] = []
  let at = 0
  let below = atoms[0]?.mass ?? 0
  for (let step = 0; step <= GRID_STEPS; step += 1) {
    // Sums in another order than `total` may end a rounding error below it.
    while (at < atoms.length - 1 && below < (step / GRID_STEPS) * total - total * 1e-12) {
      at += 1
      below += atoms[at]?.mass ?? 0
    }
    grid.push(atoms[at]?.value ?? 0)
  }
  return grid
}
