/**
 * The parts of a decision that settle by themselves, each on the last day it speaks of, so that a
 * forecast of tomorrow need not wait for one of next month. Days are UTC; nothing is expected to be
 * seen after the departure's own day.
 */
import { DAY_MS, dayNumber, HOUR_MS } from '../../models/airline/calendar'
import type { Claims } from '../events/claims'

export type Claimed = {
  /** When it was said, epoch ms. */
  readonly at: number
  readonly departureDate: string
  readonly claims: Claims
}

export type Leg =
  | { readonly kind: 'interval' | 'level' | 'advice'; readonly lastDay: number }
  | { readonly kind: 'forecast'; readonly lastDay: number; readonly horizonDays: number }

/** The predicted fare is that of the next days; the first on which the departure is seen counts. */
export const INTERVAL_DAYS = 3
/** How long a price level is held to what follows. */
export const LEVEL_DAYS = 7

/** Events of a day arrive a little after it. */
const GRACE_MS = HOUR_MS
/** A market forgets an observation day after 30 others. */
const VISIT_AT_LEAST_DAYS = 20

export function decisionDay({ at }: Pick<Claimed, 'at'>): number {
  return Math.floor(at / DAY_MS)
}

/** Of a fare so many days ahead, one seen so many days earlier or later stands for it. */
export function toleranceDays(horizonDays: number): number {
  return Math.floor(horizonDays / 7)
}

export function dueClaims(claimed: Claimed): Leg[] {
  const { claims, departureDate } = claimed
  const { fares, interval, forecast, advice, lowestMinor, priceLevel } = claims
  const today = decisionDay(claimed)
  const departure = dayNumber(departureDate)
  if (!fares || departure <= today) return []

  const until = (day: number) => Math.min(day, departure)
  const legs: Leg[] = []
  if (interval) legs.push({ kind: 'interval', lastDay: until(today + INTERVAL_DAYS) })
  for (const { horizonDays } of forecast?.days ?? []) {
    if (today + horizonDays > departure) continue
    const lastDay = until(today + horizonDays + toleranceDays(horizonDays))
    legs.push({ kind: 'forecast', lastDay, horizonDays })
  }
  if (lowestMinor !== undefined && priceLevel) {
    legs.push({ kind: 'level', lastDay: until(today + LEVEL_DAYS) })
  }
  if (lowestMinor !== undefined && advice) {
    const lastDay = until(dayNumber(advice.deadline))
    if (lastDay > today) legs.push({ kind: 'advice', lastDay })
  }
  return legs
}

/** When a leg may be settled, epoch ms. */
export function closesAt({ lastDay }: Pick<Leg, 'lastDay'>): number {
  return (lastDay + 1) * DAY_MS + GRACE_MS
}

/** Those that close after `from` and by `now`. */
export function closingLegs(claimed: Claimed, from: number, now: number): Leg[] {
  return dueClaims(claimed).filter((leg) => closesAt(leg) > from && closesAt(leg) <= now)
}

/** When to look next after having looked at `now`; undefined once everything is settled. */
export function nextVisit(claimed: Claimed, now: number): number | undefined {
  const open = dueClaims(claimed)
    .map(closesAt)
    .filter((closes) => closes > now)
  if (open.length === 0) return undefined
  return Math.min(...open, Math.max(now, claimed.at) + VISIT_AT_LEAST_DAYS * DAY_MS)
}
