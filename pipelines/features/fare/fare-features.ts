/** Every feature, in the order of the data dictionary and of training columns. */
import type { FeatureRow, FeatureValue } from '../../../models/runtime/features'
import type { Feature, FeatureContext } from '../feature'
import { tripRequest } from '../trip-request'
import { advancePurchase } from './advance-purchase'
import { airlineLevel } from './airline-level'
import { comparableFares } from './comparable-fares'
import { departureCalendar } from './departure-calendar'
import { departureFares } from './departure-fare-features'
import { distance } from './distance'
import { fareBasis } from './fare-basis'
import { itinerary } from './itinerary-features'
import { demand } from './market-demand'
import { nationalHolidays } from './national-holidays'
import { priceLevel } from './price-level-features'
import { returnTrip } from './return-trip'
import { searchTime } from './search-time'
import { season } from './season'
import { shopper } from './shopper-features'

export const FEATURES: readonly Feature[] = [
  ...tripRequest,
  ...departureCalendar,
  season,
  ...returnTrip,
  ...nationalHolidays,
  ...advancePurchase,
  ...searchTime,
  distance,
  ...itinerary,
  ...fareBasis,
  ...shopper,
  ...demand,
  ...priceLevel,
  ...airlineLevel,
  ...departureFares,
  ...comparableFares,
]

export function featureRow(context: FeatureContext): FeatureRow {
  const values: Record<string, FeatureValue> = {}
  for (const { name, value } of FEATURES) values[name] = value(context)
  return { currency: context.trip.currency, values }
}
