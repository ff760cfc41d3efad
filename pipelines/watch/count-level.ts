/**
 * The usual level of a daily count: a median of logarithms by which weekdays and trends are allowed
 * for, and the spread around it. A level that stays elsewhere becomes the usual one, so that a shift is
 * reported once.
 */
import { weekdayOf } from '../../models/airline/local-time'
import { medianOf, spreadOf } from '../features/anomaly/robust'

export type CountLevel = {
  /** Days that define the usual level, oldest first: day number and logarithm of the count. */
  readonly days: { readonly day: number; readonly log: number }[]
  /** Latest unusual days, all on one side; they replace the level when they last. */
  readonly unusual: { readonly day: number; readonly log: number }[]
}

export type JudgedCount = {
  readonly actual: number
  readonly expected: number
  /** Distance in spreads, with its sign. */
  readonly distance: number
}

/** Four weeks: each weekday four times. */
const KEPT_DAYS = 28
const LEAST_DAYS = 14
/** So many days on one side are a new level. */
const LASTING_DAYS = 5
/** Older days say nothing of now: a series that paused begins anew. */
const FORGOTTEN_DAYS = 90
/** A weekday's own effect counts when it was seen this often. */
const LEAST_WEEKS = 2
/** Limit on the distance, at which a count is unusual. */
export const COUNT_LIMIT = 5

export type CountKind = {
  /** Least spread, in logarithms. */
  readonly floor: number
  /** Whether counts vary by chance, as those of people do, and not by plan, as those of flights. */
  readonly isByChance: boolean
}
export const SEARCH_COUNTS: CountKind = { floor: 0.12, isByChance: true }
/** Chosen on the national flights of India, `npm run incidents -- --data DIR`. */
export const SCHEDULED_COUNTS: CountKind = { floor: 0.01, isByChance: false }

export function isUnusual({ distance }: JudgedCount): boolean {
  return Math.abs(distance) >= COUNT_LIMIT
}

export function createCountLevel(): CountLevel {
  return { days: [], unusual: [] }
}

/** Undefined while there are too few days. Changes nothing. */
export function judgeCount(
  level: CountLevel,
  day: number,
  count: number,
  { floor, isByChance }: CountKind = SEARCH_COUNTS
): JudgedCount | undefined {
  const days = level.days.filter((each) => day - each.day <= FORGOTTEN_DAYS)
  if (days.length < LEAST_DAYS) return undefined
  const residuals = days.map((each) => each.log - weekdayEffect(days, each.day))
  const middle = medianOf(residuals) ?? 0
  const expectedLog = middle + weekdayEffect(days, day)
  const expected = Math.expm1(expectedLog)
  const chance = isByChance ? 1 / Math.sqrt(Math.max(1, expected)) : 0
  const spread = Math.max(spreadOf(residuals, middle), Math.hypot(floor, chance))
  return { actual: count, expected, distance: (Math.log1p(count) - expectedLog) / spread }
}

/** Adds a whole day to the past. */
export function learnCount(
  level: CountLevel,
  day: number,
  count: number,
  kind: CountKind = SEARCH_COUNTS
): void {
  while (level.days[0] && day - level.days[0].day > FORGOTTEN_DAYS) level.days.shift()
  const judged = judgeCount(level, day, count, kind)
  const entry = { day, log: Math.log1p(count) }
  if (!judged || !isUnusual(judged)) {
    level.unusual.length = 0
    push(level.days, entry)
    return
  }
  const [first] = level.unusual
  const side = Math.sign(judged.distance)
  if (first && Math.sign(first.log - Math.log1p(judged.expected)) !== side) level.unusual.length = 0
  level.unusual.push(entry)
  if (level.unusual.length >= LASTING_DAYS) adopt(level)
}

/** Moves the level, with its weekdays, to where the unusual days lie. */
function adopt(level: CountLevel): void {
  const { days, unusual } = level
  const shift =
    (medianOf(unusual.map(({ day, log }) => log - weekdayEffect(days, day))) ?? 0) -
    (medianOf(days.map(({ day, log }) => log - weekdayEffect(days, day))) ?? 0)
  const moved = days.map(({ day, log }) => ({ day, log: log + shift }))
  days.length = 0
  for (const entry of [...moved, ...unusual]) push(days, entry)
  unusual.length = 0
}

function push(days: CountLevel['days'], entry: CountLevel['days'][number]): void {
  days.push(entry)
  if (days.length > KEPT_DAYS) days.shift()
}

/** Median of a weekday over that of all days. */
function weekdayEffect(days: CountLevel['days'], day: number): number {
  const weekday = weekdayOf(day)
  const own = days.flatMap((each) => (weekdayOf(each.day) === weekday ? [each.log] : []))
  if (own.length < LEAST_WEEKS) return 0
  return (medianOf(own) ?? 0) - (medianOf(days.map(({ log }) => log)) ?? 0)
}
