/**
 * The expected price of an offer: a running median of logarithms and the median distance from it, by
 * days to departure, beside a running effect of the month of departure. Each observation moves a median
 * by a small step towards itself, whatever its distance, so a wrong price moves it as little as a true
 * one, the memory is fixed, and levels follow the season.
 */

/** First days to departure of each group. */
const GROUPS = [0, 2, 4, 7, 10, 14, 21, 30, 45, 60, 90, 120]
/** Index of the cell of all days to departure, which stands in for those that have too few. */
const ALL_DAYS = GROUPS.length
const MONTHS = 12
const CELL = 3
const SEASON = (GROUPS.length + 1) * CELL
const SIZE = SEASON + MONTHS

/** Share of the spread by which an observation moves a median in the long run, and the season. */
const STEP = 0.05
const SEASON_STEP = 0.01
const FIRST_SPREAD = 0.4
const LEAST_SPREAD = 0.08

/** Per group of days, and over all days: count, median and spread; then an effect for each month. */
export type ExpectedLevel = Float64Array

/** Days to departure and month of departure, from 0. */
export type LevelPlace = { readonly group: number; readonly month: number }

export type LevelReading = {
  readonly count: number
  /** Natural logarithm of minor units. */
  readonly middle: number
  readonly spread: number
}

export function createLevel(): ExpectedLevel {
  return new Float64Array(SIZE)
}

export function levelPlace(daysToDeparture: number, month: number): LevelPlace {
  return {
    group: Math.max(
      0,
      GROUPS.findLastIndex((from) => daysToDeparture >= from)
    ),
    month,
  }
}

export function learnLevel(level: ExpectedLevel, { group, month }: LevelPlace, log: number): void {
  const season = level[SEASON + month] ?? 0
  const spread = learnCell(level, ALL_DAYS, log - season, log - season)
  // A group begins at the level of all days, so that its first prices do not define it.
  learnCell(level, group, log - season, level[ALL_DAYS * CELL + 1] ?? log)
  const middle = level[group * CELL + 1] ?? 0
  level[SEASON + month] = season + Math.sign(log - season - middle) * SEASON_STEP * spread
}

/**
 * Returns the level of the group, or over all days where the group has fewer than `enough`
 * observations; undefined without any.
 */
export function readLevel(
  level: ExpectedLevel,
  { group, month }: LevelPlace,
  enough: number
): LevelReading | undefined {
  const cell = (level[group * CELL] ?? 0) >= enough ? group : ALL_DAYS
  const at = cell * CELL
  const count = level[at] ?? 0
  if (count === 0) return undefined
  const middle = (level[at + 1] ?? 0) + (level[SEASON + month] ?? 0)
  return { count, middle, spread: level[at + 2] ?? 0 }
}

/** Returns the spread before. */
function learnCell(level: ExpectedLevel, cell: number, log: number, first: number): number {
  const at = cell * CELL
  const count = level[at] ?? 0
  const middle = count === 0 ? first : (level[at + 1] ?? 0)
  const spread = count === 0 ? FIRST_SPREAD : (level[at + 2] ?? 0)
  const distance = log - middle
  const step = Math.max(STEP, 1 / (count + 1))
  const wider = Math.abs(distance) > spread
  level[at] = count + 1
  level[at + 1] = middle + Math.sign(distance) * Math.min(step * spread, Math.abs(distance))
  level[at + 2] = Math.max(LEAST_SPREAD, spread * (1 + (wider ? step : -step)))
  return spread
}
