/** Measures of price rules: the lowest fare of a departure now, and its drop over a week. */
import { dayNumberAt } from '../../models/airline/calendar'
import { minorDigits } from '../../models/airline/money'
import type { MarketSnapshot } from '../market/snapshot'
import type { AlertCondition } from './alert-rule'

type PriceCondition = Extract<AlertCondition, { kind: 'target_price' | 'price_drop' }>

/** An older fare says nothing about now. */
const FRESH_DAYS = 2
const DROP_DAYS = 7

/**
 * In the currency's main unit for a target, in percent for a drop; undefined when the departure was
 * not observed lately, or for a drop not before.
 */
export function watchedValue(
  snapshot: MarketSnapshot | undefined,
  condition: PriceCondition,
  now: number
): number | undefined {
  const group = snapshot?.fareGroups.find(
    ({ cabin, roundTrip, currency }) =>
      cabin === condition.cabin &&
      roundTrip === condition.round_trip &&
      currency === condition.currency
  )
  const today = dayNumberAt(now)
  const days = (group?.departures[condition.departure_date] ?? []).filter(
    ({ day }) => day <= today && day > today - DROP_DAYS
  )
  const latest = days.at(-1)
  if (!latest || latest.day <= today - FRESH_DAYS) return undefined
  if (condition.kind === 'target_price') {
    return latest.lowestMinor / 10 ** (minorDigits(condition.currency) ?? 2)
  }
  const earlier = days.slice(0, -1).map(({ lowestMinor }) => lowestMinor)
  if (earlier.length === 0) return undefined
  return Math.max(0, 100 * (1 - latest.lowestMinor / Math.max(...earlier)))
}
