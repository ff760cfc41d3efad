/**
 * Unconstrained demand of sold-out departures from final bookings alone: both methods treat
 * departures as draws from one normal distribution, with sold-out ones as lower bounds.
 */
import { above, aboveInverse, meanAbove } from '../../../models/statistics/normal'

export type FinalBookings = {
  readonly booked: number
  /** Sold out: demand was at least this number. */
  readonly closed: boolean
}

type Spread = { readonly mean: number; readonly deviation: number }

const MOST_ROUNDS = 500
/** Convergence limit of the mean between rounds. */
const SETTLED = 1e-6

/**
 * Expectation maximisation: a closed departure is replaced by the mean of the tail above its
 * bookings.
 */
export function unconstrainByEm(finals: readonly FinalBookings[]): number[] | undefined {
  let spread = openSpread(finals)
  if (!spread) return undefined
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { mean, deviation } = spread
    let sum = 0
    let squares = 0
    for (const { booked, closed } of finals) {
      const wanted = closed ? meanAbove(mean, deviation, booked) : booked
      sum += wanted
      squares += closed ? wanted ** 2 + varianceAbove(spread, booked) : booked ** 2
    }
    const next = moments(sum, squares, finals.length)
    const settled = Math.abs(next.mean - mean) <= SETTLED * Math.abs(next.mean)
    spread = next
    if (settled) break
  }
  const { mean, deviation } = spread
  return finals.map(({ booked, closed }) => (closed ? meanAbove(mean, deviation, booked) : booked))
}

/**
 * Projection detruncation (Hopperstad): a closed departure is replaced by the value with `share` of
 * the tail above its bookings still above it; 0.5 takes the median of the tail.
 */
export function unconstrainByProjection(
  finals: readonly FinalBookings[],
  share = 0.5
): number[] | undefined {
  let spread = openSpread(finals)
  if (!spread) return undefined
  let wanted = finals.map(({ booked }) => booked)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { mean, deviation } = spread
    wanted = finals.map(({ booked, closed }) => {
      if (!closed || deviation === 0) return booked
      return mean + deviation * aboveInverse(share * above((booked - mean) / deviation))
    })
    const sum = wanted.reduce((total, each) => total + each, 0)
    const squares = wanted.reduce((total, each) => total + each ** 2, 0)
    const next = moments(sum, squares, wanted.length)
    const settled = Math.abs(next.mean - mean) <= SETTLED * Math.abs(next.mean)
    spread = next
    if (settled) break
  }
  return wanted
}

/**
 * Returns undefined when fewer than two departures stayed open, because the spread is then unknown.
 */
function openSpread(finals: readonly FinalBookings[]): Spread | undefined {
  const open = finals.filter(({ closed }) => !closed).map(({ booked }) => booked)
  if (open.length < 2) return undefined
  const sum = open.reduce((total, each) => total + each, 0)
  const squares = open.reduce((total, each) => total + each ** 2, 0)
  return moments(sum, squares, open.length)
}

function moments(sum: number, squares: number, count: number): Spread {
  const mean = sum / count
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean ** 2)) }
}

/** Variance of a normal draw given that it is at least `least`. */
function varianceAbove({ mean, deviation }: Spread, least: number): number {
  if (deviation === 0) return 0
  const z = (least - mean) / deviation
  const hazard = (meanAbove(mean, deviation, least) - mean) / deviation
  return deviation ** 2 * Math.max(0, 1 - hazard * (hazard - z))
}
