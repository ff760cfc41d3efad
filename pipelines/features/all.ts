/** Every feature, in the order of the data dictionary and of training columns. */
import type { FeatureRow, FeatureValue } from '../../models/features'
import { advancePurchase } from './advance-purchase'
import { airlineLevel } from './airline-level'
import { comparableFares } from './comparable-fares'
import { demand } from './demand'
import { departureCalendar } from './departure-calendar'
import { departureFares } from './departure-fares'
import { distance } from './distance'
import { fareBasis } from './fare-basis'
import type { Feature, FeatureContext } from './feature'
import { itinerary } from './itinerary'
import { nationalHolidays } from './national-holidays'
import { priceLevel } from './price-level'
import { returnTrip } from './return-trip'
import { searchTime } from './search-time'
import { season } from './season'
import { shopper } from './shopper'
import { tripRequest } from './trip-request'

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
