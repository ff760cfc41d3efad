/** Public holidays in the countries of origin and destination. */

import type { IsoDay } from '../../../models/airline/calendar'
import { isHoliday } from '../../../models/airline/holidays'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import { type Feature, flag } from '../feature'

export const nationalHolidays: readonly Feature[] = [
  {
    name: 'is_holiday_origin',
    kind: 'number',
    unit: 'flag, 0 or 1',
    description: 'The departure date is a national public holiday in the country of origin.',
    source: ['trip', 'airports', 'calendar'],
    value: ({ trip }) => holidayAt(endsOf(trip.market).origin, trip.departureDate),
  },
  {
    name: 'is_holiday_destination',
    kind: 'number',
    unit: 'flag, 0 or 1',
    description: 'The departure date is a national public holiday in the country of destination.',
    source: ['trip', 'airports', 'calendar'],
    value: ({ trip }) => holidayAt(endsOf(trip.market).destination, trip.departureDate),
  },
]

function holidayAt(code: string, day: IsoDay): number | undefined {
  const country = place(code)?.country
  return country === undefined ? undefined : flag(isHoliday(country, day))
}
