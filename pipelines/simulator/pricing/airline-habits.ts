/**
 * Pricing constants of two kinds of airlines, tuned by random search and by hand against the output of
 * `npm run simulate -- --compare`: wizz before 2016-02-20, and arn_fra. Only aggregates were compared.
 */

export type Habits = {
  /** The opening step, as a share of the ladder. */
  readonly opens: number
  /** Bias and deviation of the opening forecast's logarithm, and the deviation that each review adds. */
  readonly optimism: number
  readonly firstError: number
  readonly lookError: number
  /** Days between reviews more than 60 days out, and more than 21 days out; then daily. */
  readonly looksFar: number
  readonly looksMiddle: number
  /** Probability a day to follow the target up or down, far out and on the last days. */
  readonly upFar: number
  readonly upNear: number
  readonly downFar: number
  readonly downNear: number
  /** Days over which the probability changes from far to near. */
  readonly nearDays: number
  /** Probability that a move takes more than one step, and its greatest number of steps. */
  readonly double: number
  readonly leap: number
  /** Probability a day to respond to a rival. */
  readonly answers: number
  /** Lowest share of the ladder that advance-purchase rules allow within 20, 13, 6 and 2 days. */
  readonly within20: number
  readonly within13: number
  readonly within6: number
  readonly within2: number
}

export const LOW_COST: Habits = {
  opens: 0.31,
  optimism: 0.48,
  firstError: 0.24,
  lookError: 0.26,
  looksFar: 3,
  looksMiddle: 5,
  upFar: 0.42,
  upNear: 0.95,
  downFar: 0.42,
  downNear: 0.45,
  nearDays: 10.22,
  double: 0.4,
  leap: 2,
  answers: 0.04,
  within20: 0.25,
  within13: 0.39,
  within6: 0.48,
  within2: 0.73,
}

export const FULL_SERVICE: Habits = {
  opens: 0.27,
  optimism: -0.1,
  firstError: 0.7,
  lookError: 0.34,
  looksFar: 6,
  looksMiddle: 5,
  upFar: 0.32,
  upNear: 0.38,
  downFar: 0.2,
  downNear: 0.18,
  nearDays: 11.64,
  double: 0.55,
  leap: 5,
  answers: 0.05,
  within20: 0.05,
  within13: 0.16,
  within6: 0.28,
  within2: 0.54,
}

export function lookEvery({ looksFar, looksMiddle }: Habits, daysToDeparture: number): number {
  if (daysToDeparture > 60) return looksFar
  return daysToDeparture > 21 ? looksMiddle : 1
}

/** Returns the lowest step that advance-purchase rules allow on a ladder up to `top`. */
export function lowestAllowed(habits: Habits, daysToDeparture: number, top: number): number {
  if (daysToDeparture > 20) return 0
  if (daysToDeparture > 13) return Math.round(habits.within20 * top)
  if (daysToDeparture > 6) return Math.round(habits.within13 * top)
  return Math.round((daysToDeparture > 2 ? habits.within6 : habits.within2) * top)
}
