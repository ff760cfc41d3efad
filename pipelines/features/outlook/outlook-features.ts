/**
 * What the outlook model eats: how a departure's lowest fare stands among its own past, its market's
 * ladder, its neighbours and the market's habits. All are ratios, shares and days, never money, so
 * what is learned on one market and currency holds on another. They are apart from FEATURES because
 * a fare answer has no use for them.
 *
 * Read after the day's observation is applied: whoever asks sees the fare of today.
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
