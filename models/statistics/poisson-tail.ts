/** Chance of rare events in a known amount of work. */
import { above } from './normal'

/**
 * Returns the probability of `count` or more events where `expected` are due. Sums the terms below the
 * count for few events; for many it is the normal distribution with continuity correction, which is
 * within 0.01 of the sum.
 */
export function poissonTail(count: number, expected: number): number {
  if (count <= 0) return 1
  if (expected <= 0) return 0
  if (expected > SUMMED_UP_TO) return above((count - 0.5 - expected) / Math.sqrt(expected))
  let term = Math.exp(-expected)
  let below = 0
  for (let events = 0; events < count && term > 0; events += 1) {
    below += term
    term *= expected / (events + 1)
  }
  return Math.max(0, 1 - below)
}
/** Beyond it the first term, exp(-expected), is too small a number to build the others from. */
const SUMMED_UP_TO = 400
