/**
 * Inputs of the outlook model: a departure's lowest fare relative to its own past, its market's
 * ladder, its neighbours and the market's usual movements. All are ratios, shares and days, never
 * money, so a model trained on one market and currency applies to another. They are separate from
 * FEATURES because a fare answer does not use them. Computed after the day's observation is
 * applied: the request sees the fare of today.
 */
import type { FeatureRow, FeatureValue } from '../../../models/runtime/features'
import { advancePurchase } from '../fare/advance-purchase'
import { departureCalendar } from '../fare/departure-calendar'
import { nationalHolidays } from '../fare/national-holidays'
import { searchTime } from '../fare/search-time'
import type { Feature, FeatureContext } from '../feature'
import { outlookLadder } from './outlook-ladder'
import { outlookMarket } from './outlook-market'
import { outlookNeighbours } from './outlook-neighbours'
import { outlookOwn } from './outlook-own'

const SHARED: ReadonlySet<string> = new Set([
  'days_to_departure',
  'search_day_of_week',
  'departure_day_of_week',
  'is_holiday_origin',
  'is_holiday_destination',
])

export const OUTLOOK_FEATURES: readonly Feature[] = [
  ...[...advancePurchase, ...searchTime, ...departureCalendar, ...nationalHolidays].filter(
    ({ name }) => SHARED.has(name)
  ),
  ...outlookOwn,
  ...outlookLadder,
  ...outlookNeighbours,
  ...outlookMarket,
]

export function outlookRow(context: FeatureContext): FeatureRow {
  const values: Record<string, FeatureValue> = {}
  for (const { name, value } of OUTLOOK_FEATURES) values[name] = value(context)
  return { currency: context.trip.currency, values }
}
