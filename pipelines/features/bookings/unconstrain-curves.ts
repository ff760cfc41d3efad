/**
 * Unconstrained demand of sold-out departures from whole booking curves: expectation maximisation
 * over cells (departure, days before it). A cell's expectation is the departure's level x the share
 * of its days before x the factor of the booking day; cells after the sell-out are filled with it,
 * and the three factors are fitted to the filled table until they converge. The departure's own
 * bookings before it closed determine its level, which final bookings cannot.
 */
import { meanAbove } from '../../../models/statistics/normal'

export type ObservedCurve = {
  /** Bookings received d days before departure at [d]; days after `closedAt` are ignored. */
  readonly gained: Float64Array
  /** Days before departure on which it sold out; undefined when it never did. */
  readonly closedAt: number | undefined
  /** The latest observed day: 0 when the departure is past. */
  readonly seenTo: number
}

export type Unconstrained = {
  /** Demand on each day before departure; days not yet observed are 0. */
  readonly curves: readonly Float64Array[]
  /** Final demand: observed, filled, and still to come. */
  readonly finals: readonly number[]
}

const ROUNDS = 30
/** Weight, in bookings, of the prior of 1 for a departure's level and a booking day's factor. */
const PRIOR_BOOKINGS = 20

/** `observed` contains departures of one market, one per day. */
export function unconstrainCurves(observed: readonly ObservedCurve[]): Unconstrained {
  const width = observed.reduce((most, { gained }) => Math.max(most, gained.length), 0)
  const factors = {
    level: new Float64Array(observed.length).fill(1),
    share: new Float64Array(width).fill(1),
    mood: new Float64Array(observed.length + width).fill(1),
  }
  const filled = observed.map(({ gained }) => gained.slice())
  readShares(observed, factors)
  for (let round = 0; round < ROUNDS; round += 1) {
    fill(observed, filled, factors)
    readFactors(observed, filled, factors)
  }
  fill(observed, filled, factors)
  const finals = filled.map((curve, at) => {
    let sum = 0
    for (let d = 0; d < curve.length; d += 1) {
      const seen = d >= (observed[at]?.seenTo ?? 0)
      sum += seen ? Number(curve[d]) : Number(factors.level[at]) * Number(factors.share[d])
    }
    return sum
  })
  return { curves: filled, finals }
}

type Factors = {
  /** Per departure, about 1. */
  readonly level: Float64Array
  /** Bookings of an average departure by days before. */
  readonly share: Float64Array
  /** Per booking day, about 1; at [departure - d + width]. */
  readonly mood: Float64Array
}

/** Initial estimate from cells that were open all day. */
function readShares(observed: readonly ObservedCurve[], { share }: Factors): void {
  for (let d = 0; d < share.length; d += 1) {
    let sum = 0
    let open = 0
    for (const { gained, closedAt, seenTo } of observed) {
      if (d < seenTo || (closedAt !== undefined && d <= closedAt)) continue
      sum += Number(gained[d])
      open += 1
    }
    share[d] = open > 0 ? sum / open : 0
  }
}

function fill(
  observed: readonly ObservedCurve[],
  filled: readonly Float64Array[],
  { level, share, mood }: Factors
): void {
  for (const [at, { gained, closedAt, seenTo }] of observed.entries()) {
    const curve = filled[at]
    if (!curve || closedAt === undefined) continue
    for (let d = closedAt; d >= seenTo; d -= 1) {
      const expected = Number(level[at]) * Number(share[d]) * Number(mood[at - d + share.length])
      // On the day of the sell-out, demand was at least the remaining seats.
      curve[d] =
        d === closedAt ? meanAbove(expected, Math.sqrt(expected), Number(gained[d])) : expected
    }
  }
}

function readFactors(
  observed: readonly ObservedCurve[],
  filled: readonly Float64Array[],
  factors: Factors
): void {
  const { level, share, mood } = factors
  const each = (visit: (at: number, d: number, day: number, wanted: number) => void) => {
    for (const [at, { seenTo }] of observed.entries()) {
      const curve = filled[at] ?? new Float64Array()
      for (let d = seenTo; d < curve.length; d += 1)
        visit(at, d, at - d + share.length, Number(curve[d]))
    }
  }
  // Each factor is the sum of its cells over the expectation by the other two factors.
  const totals = (
    target: Float64Array,
    prior: number,
    place: (at: number, d: number, day: number) => number
  ) => {
    const wanted = new Float64Array(target.length).fill(prior)
    const expected = new Float64Array(target.length).fill(prior)
    each((at, d, day, value) => {
      const slot = place(at, d, day)
      wanted[slot] = Number(wanted[slot]) + value
      const whole = Number(level[at]) * Number(share[d]) * Number(mood[day])
      expected[slot] = Number(expected[slot]) + whole / (target[slot] || 1)
    })
    for (let slot = 0; slot < target.length; slot += 1) {
      target[slot] = Number(expected[slot]) > 0 ? Number(wanted[slot]) / Number(expected[slot]) : 0
    }
  }
  totals(mood, PRIOR_BOOKINGS, (_, __, day) => day)
  totals(level, PRIOR_BOOKINGS, (at) => at)
  totals(share, 0, (_, d) => d)
}
