/**
 * A fare group as the price paths of its departures, shared by the outlook's features. Computed
 * once per snapshot and day. Fares are logarithms of minor units, so differences are ratios. A
 * snapshot stores at most 30 observation days per departure, so a curve reflects the recent market:
 * about 366 x 30 points, read in about 2 ms.
 */

import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import { derivation, latestDerivation } from '../../../models/runtime/derivation'
import type { FareDay, FareGroupSnapshot } from '../../market/snapshot'
import { fareGroupOf } from '../context-fares'
import type { FeatureContext } from '../feature'

/** Horizons in days of the curve's changes. */
export const CURVE_STEPS = [1, 3, 7, 14] as const

/** A change of at least this share counts as a fall. */
const FALL = Math.log(1 - 0.05)

/** Movements of fares observed at a number of days to departure. */
export type CurvePoint = {
  seen: number
  sum: number
  squares: number
  /** One entry per step of CURVE_STEPS: */
  readonly changes: { count: number; sum: number; squares: number; falls: number; lowest: number }[]
}

/** One departure as of today. */
export type Standing = {
  readonly departure: number
  readonly days: readonly FareDay[]
  readonly fare: number
}

export type MarketPaths = {
  readonly today: number
  /** Departures by day number; only those observed within the last 2 days. */
  readonly standing: ReadonlyMap<number, Standing>
  /** Curve by days to departure. */
  readonly curve: readonly (CurvePoint | undefined)[]
  /** Fares at which the market sells, ascending; see `levelsOf`. */
  readonly levels: readonly number[]
}

/** Tolerates a feed that skips a day. */
const FRESH_DAYS = 2

const pathsOn = latestDerivation(readPaths)

/** A row reads the same paths a hundred times. */
const pathsOf = derivation((context: FeatureContext) => {
  const fareGroup = fareGroupOf(context)
  const paths = fareGroup && pathsOn(fareGroup, dayNumberAt(context.now))
  return { paths, own: paths?.standing.get(dayNumber(context.trip.departureDate)) }
})

export function marketPaths(context: FeatureContext): MarketPaths | undefined {
  return pathsOf(context).paths
}

/** The trip's own departure, if it was observed within the last days. */
export function ownPath(context: FeatureContext): Standing | undefined {
  return pathsOf(context).own
}

function readPaths({ departures }: FareGroupSnapshot, today: number): MarketPaths {
  const standing = new Map<number, Standing>()
  const curve: (CurvePoint | undefined)[] = []
  const counts = new Map<number, number>()
  for (const [date, all] of Object.entries(departures)) {
    const departure = dayNumber(date)
    const days = (all.at(-1)?.day ?? 0) <= today ? all : all.filter(({ day }) => day <= today)
    const last = days.at(-1)
    if (!last) continue
    if (departure >= today && last.day >= today - FRESH_DAYS) {
      standing.set(departure, { departure, days, fare: Math.log(last.lowestMinor) })
    }
    for (const { lowestMinor } of days) counts.set(lowestMinor, (counts.get(lowestMinor) ?? 0) + 1)
    addPath(curve, departure, days)
  }
  return { today, standing, curve, levels: levelsOf(counts) }
}

/** A level is a fare of at least one in 400 observations, which excludes incidental amounts. */
function levelsOf(counts: ReadonlyMap<number, number>): number[] {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return [...counts]
    .filter(([, count]) => count * 400 >= total)
    .map(([fare]) => Math.log(fare))
    .sort((a, b) => a - b)
}

function addPath(
  curve: (CurvePoint | undefined)[],
  departure: number,
  days: readonly FareDay[]
): void {
  for (const [from, { day, lowestMinor }] of days.entries()) {
    const ahead = departure - day
    if (ahead < 0) continue
    curve[ahead] ??= emptyPoint()
    const point = curve[ahead]
    const fare = Math.log(lowestMinor)
    point.seen += 1
    point.sum += fare
    point.squares += fare * fare
    addChanges(point, days, from, fare)
  }
}

function addChanges(point: CurvePoint, days: readonly FareDay[], from: number, fare: number): void {
  const first = days[from]?.day ?? 0
  let lowest = Number.POSITIVE_INFINITY
  let at = from + 1
  for (const [step, ahead] of CURVE_STEPS.entries()) {
    let next = days[at]
    while (next && next.day < first + ahead) {
      lowest = Math.min(lowest, next.lowestMinor)
      at += 1
      next = days[at]
    }
    if (next?.day !== first + ahead) continue
    const change = Math.log(next.lowestMinor) - fare
    const least = Math.log(Math.min(lowest, next.lowestMinor)) - fare
    const changes = point.changes[step]
    if (!changes) continue
    changes.count += 1
    changes.sum += change
    changes.squares += change * change
    changes.lowest += least
    if (least <= FALL) changes.falls += 1
  }
}

function emptyPoint(): CurvePoint {
  return {
    seen: 0,
    sum: 0,
    squares: 0,
    changes: CURVE_STEPS.map(() => ({ count: 0, sum: 0, squares: 0, falls: 0, lowest: 0 })),
  }
}

/** Combines all points within `reach` days of `ahead`. */
export function curveAround(curve: MarketPaths['curve'], ahead: number, reach: number): CurvePoint {
  const total = emptyPoint()
  for (let days = Math.max(0, ahead - reach); days <= ahead + reach; days += 1) {
    const point = curve[days]
    if (!point) continue
    total.seen += point.seen
    total.sum += point.sum
    total.squares += point.squares
    for (const [step, each] of point.changes.entries()) {
      const changes = total.changes[step]
      if (!changes) continue
      changes.count += each.count
      changes.sum += each.sum
      changes.squares += each.squares
      changes.falls += each.falls
      changes.lowest += each.lowest
    }
  }
  return total
}
