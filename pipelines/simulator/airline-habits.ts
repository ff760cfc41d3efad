/**
 * How airlines of two kinds work, as constants: what `npm run simulate -- --compare` calibrates
 * against real panels.
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
  lookError: 0.23,
  looksFar: 3,
  looksMiddle: 6,
  upFar: 0.39,
  upNear: 0.95,
  downFar: 0.38,
  downNear: 0.45,
  nearDays: 10.22,
  double: 0.31,
  leap: 2,
  answers: 0.04,
  within20: 0.25,
  within13: 0.39,
  within6: 0.45,
  within2: 0.64,
}

export const FULL_SERVICE: Habits = {
  opens: 0.5,
  optimism: 0.13,
  firstError: 0.46,
  lookError: 0.2,
  looksFar: 6,
  looksMiddle: 7,
  upFar: 0.22,
  upNear: 0.37,
  downFar: 0.45,
  downNear: 0.17,
  nearDays: 11.64,
  double: 0.86,
  leap: 5,
  answers: 0.04,
  within20: 0.02,
  within13: 0,
  within6: 0.21,
  within2: 0.28,
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
