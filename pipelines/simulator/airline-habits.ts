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
  /** Chance that a move takes two steps when it is two or more away. */
  readonly double: number
  /** Chance a day to answer a rival. */
  readonly answers: number
  /** Advance purchase: the lowest share of the ladder allowed within 20, 13, 6 and 2 days. */
  readonly within20: number
  readonly within13: number
  readonly within6: number
  readonly within2: number
}

export const LOW_COST: Habits = {
  opens: 0.414,
  optimism: 0.48,
  firstError: 0.5,
  lookError: 0.26,
  looksFar: 3,
  looksMiddle: 4,
  upFar: 0.2,
  upNear: 0.95,
  downFar: 0.407,
  downNear: 0.149,
  nearDays: 6,
  double: 0.309,
  answers: 0,
  within20: 0.185,
  within13: 0.3,
  within6: 0.45,
  within2: 0.515,
}

export const FULL_SERVICE: Habits = {
  opens: 0.35,
  optimism: 0.185,
  firstError: 0.5,
  lookError: 0.2,
  looksFar: 8,
  looksMiddle: 4,
  upFar: 0.22,
  upNear: 0.3,
  downFar: 0.2,
  downNear: 0.092,
  nearDays: 20.905,
  double: 0.9,
  answers: 0.08,
  within20: 0.034,
  within13: 0,
  within6: 0.206,
  within2: 0.349,
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
