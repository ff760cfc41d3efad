/**
 * When travellers want to fly: searches by week of departure, and the weeks that stand above their
 * neighbours. Searches for near departures outnumber those for far ones, so a week is compared with
 * the weeks around it and not with the year.
 */
import { dayNumber, dayOf, type IsoDay } from '../../models/airline/calendar'
import { isHoliday } from '../../models/airline/holidays'
import { quantileOf } from '../../models/statistics/quantile'
import { periodStart } from '../aggregates/periods'

export type TravelPeriod = {
  /** Monday of the week of departure. */
  readonly week: IsoDay
  readonly searches: number
  readonly share: number
  /** Searches over the median of the weeks around it; undefined with too few of them. */
  readonly ratioToAround: number | undefined
  readonly isPeak: boolean
  /** Days of the week, and of the three before and after, that are public holidays. */
  readonly holidays: readonly { readonly day: IsoDay; readonly country: string }[]
}

/** Weeks on either side of the one compared. */
const AROUND_WEEKS = 3
const LEAST_AROUND = 3
const PEAK_RATIO = 1.3
/** A peak of fewer searches may be a handful of travellers. */
const LEAST_SEARCHES = 20
const HOLIDAY_REACH_DAYS = 3

/** `countries` are those of both ends, ISO 3166-1 alpha-2. */
export function travelPeriods(
  byDeparture: ReadonlyMap<IsoDay, number>,
  countries: readonly string[]
): TravelPeriod[] {
  const weeks = new Map<IsoDay, number>()
  for (const [day, count] of byDeparture) {
    const week = periodStart('week', day)
    weeks.set(week, (weeks.get(week) ?? 0) + count)
  }
  const total = [...weeks.values()].reduce((sum, count) => sum + count, 0)
  return [...weeks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, searches]) => {
      const ratio = ratioToAround(weeks, week, searches)
      return {
        week,
        searches,
        share: searches / total,
        ratioToAround: ratio,
        isPeak: ratio !== undefined && ratio >= PEAK_RATIO && searches >= LEAST_SEARCHES,
        holidays: holidaysNear(week, countries),
      }
    })
}

function ratioToAround(
  weeks: ReadonlyMap<IsoDay, number>,
  week: IsoDay,
  searches: number
): number | undefined {
  const monday = dayNumber(week)
  const around: number[] = []
  for (let distance = -AROUND_WEEKS; distance <= AROUND_WEEKS; distance += 1) {
    const count = weeks.get(dayOf(monday + 7 * distance))
    if (distance !== 0 && count !== undefined) around.push(count)
  }
  if (around.length < LEAST_AROUND) return undefined
  const median = quantileOf(
    around.toSorted((a, b) => a - b),
    0.5
  )
  return median !== undefined && median > 0 ? searches / median : undefined
}

function holidaysNear(week: IsoDay, countries: readonly string[]) {
  const monday = dayNumber(week)
  const days = Array.from({ length: 7 + 2 * HOLIDAY_REACH_DAYS }, (_, at) =>
    dayOf(monday - HOLIDAY_REACH_DAYS + at)
  )
  return days.flatMap((day) =>
    countries.filter((country) => isHoliday(country, day)).map((country) => ({ day, country }))
  )
}
