/**
 * How airlines of two kinds work, as constants. Found by random search and by hand on what
 * `npm run simulate -- --compare` shows: wizz before 2016-02-20, and arn_fra. Aggregates only guided them.
 */

export type Habits = {
  /** Where on the ladder a departure opens, as a share of it. */
  readonly opens: number
  /** The forecast at opening: bias and deviation of its log; what each look adds. */
  readonly optimism: number
  readonly firstError: number
  readonly lookError: number
  /** Days between looks beyond 60 days out, and beyond 21; then daily. */
  readonly looksFar: number
  readonly looksMiddle: number
  /** Chance a day to follow the target up or down: far out, and on the last days. */
  readonly upFar: number
  readonly upNear: number
  readonly downFar: number
  readonly downNear: number
  /** Days over which far turns to near. */
  readonly nearDays: number
  /** Chance that a move takes more than one step, and how many it then takes at most. */
  readonly double: number
  readonly leap: number
  /** Chance a day to answer a rival. */
  readonly answers: number
  /** Advance purchase: the lowest share of the ladder allowed within 20, 13, 6 and 2 days. */
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

/** The lowest step that advance-purchase rules leave, of a ladder up to `top`. */
export function lowestAllowed(habits: Habits, daysToDeparture: number, top: number): number {
  if (daysToDeparture > 20) return 0
  if (daysToDeparture > 13) return Math.round(habits.within20 * top)
  if (daysToDeparture > 6) return Math.round(habits.within13 * top)
  return Math.round((daysToDeparture > 2 ? habits.within6 : habits.within2) * top)
}
