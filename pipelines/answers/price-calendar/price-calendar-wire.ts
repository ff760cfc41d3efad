/** The wire form of the price calendar. */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import { Money, moneyWire, Range } from '../evidence/money-wire'
import { PRICE_LEVELS } from '../evidence/price-level'
import { CALENDAR_STATUSES, type CalendarEntry as Entry, FARE_KINDS } from './one-ways'
import type { PriceCalendar as Calendar } from './price-calendar'

const CalendarEntry = z
  .object({
    departure_date: IsoDay,
    return_date: IsoDay.optional(),
    status: z.enum(CALENDAR_STATUSES).meta({
      description:
        '"observed": the lowest fare of the latest day on which the departure was observed. "estimated": ' +
        'the median lowest fare of departures as many days ahead. "unknown": too few observations',
    }),
    price: Money.optional().meta({
      description: 'Price for one passenger',
    }),
    fare_kind: z
      .enum(FARE_KINDS)
      .optional()
      .meta({
        description:
          'With a stay: "round_trip", observed on exactly these dates, or "combined", the sum of two one-way fares; where both ' +
          'were observed, the lower. Absent for an unknown price',
      }),
    observed_on: IsoDay.optional(),
    market: z
      .string()
      .optional()
      .meta({
        description: 'Airports of an observed fare, in an answer for a city',
        examples: ['JFK-MAD'],
      }),
    return_market: z.string().optional().meta({
      description: 'Airports of the way back of a combined fare, in an answer for a city',
    }),
    typical_price_range: Range.optional(),
    price_level: z.enum(PRICE_LEVELS).nullable(),
    suspect: z.literal(true).optional().meta({
      description:
        'Present when a price of these dates is kept in quarantine, which no field counts: the insight of the trip shows it',
    }),
  })
  .meta({ id: 'CalendarEntry' })

export const PriceCalendar = z
  .object({
    decision_id: z.string(),
    market: z.string().meta({ examples: ['LIS-JFK'] }),
    currency: z.string().optional(),
    cheapest: CalendarEntry.optional().meta({
      description: 'The cheapest entry, observed or estimated',
    }),
    entries: z.array(CalendarEntry),
  })
  .meta({ id: 'PriceCalendar' })
export type PriceCalendar = z.infer<typeof PriceCalendar>

export function priceCalendarWire(
  { market, currency = '', entries }: Calendar,
  decisionId: string
): PriceCalendar {
  const known = entries.filter(({ amountMinor }) => amountMinor !== undefined)
  const [cheapest] = known.toSorted((a, b) => (a.amountMinor ?? 0) - (b.amountMinor ?? 0))
  return {
    decision_id: decisionId,
    market,
    currency: currency || undefined,
    cheapest: cheapest && entryWire(cheapest, currency),
    entries: entries.map((entry) => entryWire(entry, currency)),
  }
}

function entryWire(entry: Entry, currency: string): z.infer<typeof CalendarEntry> {
  const { amountMinor, typical } = entry
  const money = (minor: number) => moneyWire(minor, currency)
  return {
    departure_date: entry.departureDate,
    return_date: entry.returnDate,
    status: entry.status,
    price: amountMinor === undefined ? undefined : money(amountMinor),
    fare_kind: entry.fareKind,
    observed_on: entry.observedOn,
    market: entry.market,
    return_market: entry.returnMarket,
    typical_price_range: typical && { low: money(typical.first), high: money(typical.third) },
    price_level: entry.priceLevel ?? null,
    suspect: entry.isSuspect ? true : undefined,
  }
}
