/** Age of the quote, and the calendar days it spans. */
import { dayNumberAt, HOUR_MS } from '../../../models/airline/calendar'
import { weekdayOf } from '../../../models/airline/local-time'
import { daysAhead, type QuoteValidityFeature } from './quote-validity-feature'

/**
 * Usual limits of advance-purchase rules, in days before departure; cheaper fares end with them.
 */
const FENCES = [1, 2, 3, 5, 7, 10, 14, 21, 28]

export const quoteAge: readonly QuoteValidityFeature[] = [
  {
    name: 'quote_age_hours',
    kind: 'number',
    unit: 'hours',
    description: 'Time since the price was observed.',
    value: ({ now, quote }) => Math.max(0, now - quote.quotedAt) / HOUR_MS,
  },
  {
    name: 'nights_since_quote',
    kind: 'number',
    unit: 'days',
    description: 'UTC midnights since the price was observed.',
    value: ({ now, quoteDay }) => Math.max(0, dayNumberAt(now) - quoteDay),
  },
  {
    name: 'days_to_departure',
    kind: 'number',
    unit: 'days',
    description: 'Time from now to midnight UTC of the departure day.',
    value: ({ now, departureDay }) => daysAhead(departureDay, now),
  },
  {
    name: 'purchase_fences_crossed',
    kind: 'number',
    unit: 'fences',
    description: 'Usual advance-purchase limits between the quote and now.',
    value: ({ now, quote, departureDay }) => {
      const left = Math.ceil(daysAhead(departureDay, now))
      const before = Math.ceil(daysAhead(departureDay, quote.quotedAt))
      return FENCES.filter((fence) => left < fence && fence <= before).length
    },
  },
  {
    name: 'departure_weekday',
    kind: 'number',
    unit: '1 Monday to 7 Sunday',
    description: 'Weekday of the departure.',
    value: ({ departureDay }) => weekdayOf(departureDay),
  },
  {
    name: 'asked_weekday',
    kind: 'number',
    unit: '1 Monday to 7 Sunday',
    description: 'Current weekday, UTC.',
    value: ({ now }) => weekdayOf(dayNumberAt(now)),
  },
  {
    name: 'round_trip',
    kind: 'number',
    unit: '0 or 1',
    description: 'Whether the price is for a round trip.',
    value: ({ quote }) => Number(quote.returnDate !== undefined),
  },
  {
    name: 'flight_known',
    kind: 'number',
    unit: '0 or 1',
    description: 'Whether the price is for one flight rather than the lowest of the day.',
    value: ({ quote }) => Number(quote.flightNumber !== undefined),
  },
]
