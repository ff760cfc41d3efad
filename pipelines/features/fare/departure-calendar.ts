/** Calendar features of the departure date. */
import { dayNumber, dayOf, type IsoDay } from '../../../models/airline/calendar'
import { weekdayOf } from '../../../models/airline/local-time'
import { type Feature, flag } from '../feature'

export const departureCalendar: readonly Feature[] = [
  {
    name: 'departure_date',
    kind: 'number',
    unit: 'days since 1970-01-01',
    description: 'Departure date, local to the origin.',
    source: ['trip'],
    value: ({ trip }) => dayNumber(trip.departureDate),
  },
  {
    name: 'departure_day_of_week',
    kind: 'number',
    unit: '1 Monday to 7 Sunday',
    description: 'Weekday of the departure.',
    source: ['trip', 'calendar'],
    value: ({ trip }) => weekday(trip.departureDate),
  },
  {
    name: 'departure_iso_week',
    kind: 'number',
    unit: 'ISO 8601 week, 1 to 53',
    description: 'Week of the departure.',
    source: ['trip', 'calendar'],
    value: ({ trip }) => isoWeek(trip.departureDate),
  },
  {
    name: 'departure_month',
    kind: 'number',
    unit: 'month, 1 to 12',
    description: 'Month of the departure.',
    source: ['trip', 'calendar'],
    value: ({ trip }) => Number(trip.departureDate.slice(5, 7)),
  },
  {
    name: 'is_weekend',
    kind: 'number',
    unit: 'flag, 0 or 1',
    description: 'The departure is on a Saturday or Sunday.',
    source: ['trip', 'calendar'],
    value: ({ trip }) => flag(weekday(trip.departureDate) >= 6),
  },
]

export function weekday(day: IsoDay): number {
  return weekdayOf(dayNumber(day))
}

/** An ISO week belongs to the year of its Thursday. */
function isoWeek(day: IsoDay): number {
  const thursday = dayNumber(day) - weekday(day) + 4
  const newYear = dayNumber(`${dayOf(thursday).slice(0, 4)}-01-01`)
  return Math.floor((thursday - newYear) / 7) + 1
}
