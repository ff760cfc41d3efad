/**
 * The parts of a decision that settle separately, each on the last day it refers to, so that a
 * forecast for tomorrow need not wait for one for next month. Days are UTC; no observation is
 * expected after the departure's own day.
 */
import { DAY_MS, dayNumber, dayNumberAt, HOUR_MS } from '../../models/airline/calendar'
import type { Claims } from '../events/claims'

export type Claimed = {
  /** Time of the decision, epoch ms. */
  readonly at: number
  readonly departureDate: string
  readonly claims: Claims
}

export type DueClaim =
  | { readonly kind: 'interval' | 'level' | 'advice'; readonly lastDay: number }
  | { readonly kind: 'forecast'; readonly lastDay: number; readonly horizonDays: number }

/**
 * The predicted fare refers to these next days; the first on which the departure is observed
 * counts.
 */
export const INTERVAL_DAYS = 3
/** Days over which a price level is compared with what follows. */
export const LEVEL_DAYS = 7

/** Allows for events of a day that arrive shortly after it. */
const GRACE_MS = HOUR_MS
/** A market stores 30 observation days, so its fares are collected at least this often. */
const VISIT_AT_LEAST_DAYS = 20

export function decisionDay({ at }: Pick<Claimed, 'at'>): number {
  return dayNumberAt(at)
}

/**
 * Tolerance for observations around a forecast's day: a fare observed so many days earlier or later
 * is used in its place.
 */
export function toleranceDays(horizonDays: number): number {
  return Math.floor(horizonDays / 7)
}

export function dueClaims(claimed: Claimed): DueClaim[] {
  const { claims, departureDate } = claimed
  const { fares, interval, forecast, advice, lowestMinor, priceLevel } = claims
  const today = decisionDay(claimed)
  const departure = dayNumber(departureDate)
  if (!fares || departure <= today) return []

  const until = (day: number) => Math.min(day, departure)
  const due: DueClaim[] = []
  if (interval) due.push({ kind: 'interval', lastDay: until(today + INTERVAL_DAYS) })
  for (const { horizonDays } of forecast?.days ?? []) {
    if (today + horizonDays > departure) continue
    const lastDay = until(today + horizonDays + toleranceDays(horizonDays))
    due.push({ kind: 'forecast', lastDay, horizonDays })
  }
  if (lowestMinor !== undefined && priceLevel) {
    due.push({ kind: 'level', lastDay: until(today + LEVEL_DAYS) })
  }
  if (lowestMinor !== undefined && advice) {
    const lastDay = until(dayNumber(advice.deadline))
    if (lastDay > today) due.push({ kind: 'advice', lastDay })
  }
  return due
}

/** Earliest instant at which a due claim can be settled, epoch ms. */
export function closesAt({ lastDay }: Pick<DueClaim, 'lastDay'>): number {
  return (lastDay + 1) * DAY_MS + GRACE_MS
}

/** Lists the due claims that close after `from` and by `now`. */
export function closingClaims(claimed: Claimed, from: number, now: number): DueClaim[] {
  return dueClaims(claimed).filter((claim) => closesAt(claim) > from && closesAt(claim) <= now)
}

/** Time of the next visit after one at `now`; undefined once everything is settled. */
export function nextVisit(claimed: Claimed, now: number): number | undefined {
  const open = dueClaims(claimed)
    .map(closesAt)
    .filter((closes) => closes > now)
  if (open.length === 0) return undefined
  return Math.min(...open, Math.max(now, claimed.at) + VISIT_AT_LEAST_DAYS * DAY_MS)
}
