/** Flight Cheapest Date Search 1.0: returns the cheapest trips among the requested dates. */
import { z } from 'zod'
import { endsOf, type Market } from '../../../models/airline/market'
import { decimalText } from '../../../models/airline/money'
import { placeName } from '../../../models/airline/place-names'
import { place } from '../../../models/airline/places'
import type { CalendarEntry } from '../price-calendar/one-ways'
import {
  cheapestBy,
  cheapestByWeek,
  costOf,
  type PriceCalendar,
} from '../price-calendar/price-calendar'
import { AmadeusWarning } from './amadeus-issues'

export const VIEWS = ['DATE', 'DURATION', 'WEEK'] as const
export type View = (typeof VIEWS)[number]

const FlightDate = z.object({
  type: z.literal('flight-date'),
  origin: z.string(),
  destination: z.string(),
  departureDate: z.string(),
  returnDate: z.string().optional(),
  price: z.object({ total: z.string() }),
})

const Defaults = z.object({
  departureDate: z.string().optional(),
  oneWay: z.boolean().optional(),
  duration: z.string().optional(),
  nonStop: z.boolean().optional(),
  viewBy: z.enum(VIEWS).optional(),
})
export type FlightDateDefaults = z.infer<typeof Defaults>

export const FlightDates = z
  .object({
    data: z.array(FlightDate),
    dictionaries: z.object({
      currencies: z.record(z.string(), z.string()),
      locations: z.record(
        z.string(),
        z.object({ subType: z.enum(['AIRPORT', 'CITY']), detailedName: z.string() })
      ),
    }),
    meta: z.object({
      currency: z.string(),
      links: z.object({ self: z.string() }),
      defaults: Defaults,
    }),
    warnings: z.array(AmadeusWarning).optional(),
  })
  .meta({ id: 'AmadeusFlightDates' })
export type FlightDates = z.infer<typeof FlightDates>

export type FlightDatesRequest = {
  readonly view: View
  /** Major units. */
  readonly maxPrice?: number | undefined
  readonly self: string
  readonly defaults: FlightDateDefaults
}

/** Returns observed prices only, never estimates; undefined when no price was observed. */
export function flightDates(
  { market, currency, entries }: PriceCalendar,
  { view, maxPrice, self, defaults }: FlightDatesRequest
): FlightDates | undefined {
  if (currency === undefined) return undefined
  const seen = entries.flatMap((entry) => seenEntry(entry, currency))
  const kept = seen.filter(({ total }) => maxPrice === undefined || Number(total) <= maxPrice)
  if (kept.length === 0) return undefined
  const cheapestFirst = viewed(
    kept.map(({ entry }) => entry),
    view
  ).toSorted((a, b) => costOf(a) - costOf(b) || (a.departureDate < b.departureDate ? -1 : 1))
  return {
    data: cheapestFirst.map(({ departureDate, returnDate, amountMinor = 0, market: airports }) => ({
      type: 'flight-date',
      ...endsOf(airports ?? market),
      departureDate,
      ...(returnDate !== undefined && { returnDate }),
      price: { total: decimalText({ amountMinor, currency }) },
    })),
    dictionaries: {
      currencies: { [currency]: nameOf(currency) },
      locations: locationsOf([market, ...cheapestFirst.flatMap((each) => each.market ?? [])]),
    },
    meta: { currency, links: { self }, defaults },
  }
}

function seenEntry(entry: CalendarEntry, currency: string) {
  const { status, amountMinor } = entry
  if (status !== 'observed' || amountMinor === undefined) return []
  return [{ entry, total: decimalText({ amountMinor, currency }) }]
}

function viewed(entries: readonly CalendarEntry[], view: View): readonly CalendarEntry[] {
  switch (view) {
    case 'DURATION':
      return entries
    case 'WEEK':
      return cheapestByWeek(entries)
    case 'DATE':
      return cheapestBy(entries, ({ departureDate }) => departureDate)
  }
}

function locationsOf(markets: readonly Market[]) {
  const codes = new Set(markets.flatMap((market) => Object.values(endsOf(market))))
  return Object.fromEntries(
    Array.from(codes, (code) => {
      const subType = place(code)?.kind === 'city' ? ('CITY' as const) : ('AIRPORT' as const)
      return [code, { subType, detailedName: (placeName(code)?.name ?? code).toUpperCase() }]
    })
  )
}

const names = new Intl.DisplayNames('en', { type: 'currency' })

function nameOf(currency: string): string {
  return (names.of(currency) ?? currency).toUpperCase()
}
