/**
 * One event as one line of JSON, for the queue and the raw lake. Offers are columns: half the bytes
 * of a list of objects, so that 1,000 of them fit one message, and typed lists for who reads the
 * lake with SQL. A column that says nothing of any offer is left out.
 */
import { z } from 'zod'
import { Cabin } from '../../models/trip'
import type { Event, Offer } from './event'

const text = z.string().optional()
const Market = z.templateLiteral([z.string(), '-', z.string()])
const Count = z.number().optional()

const Trip = {
  id: z.string(),
  at: z.number(),
  receivedAt: z.number(),
  market: Market,
  departureDate: z.string(),
  returnDate: text,
  cabin: Cabin,
  passengers: z.number(),
  currency: z.string(),
  shopper: z.object({
    country: text,
    region: text,
    device: text,
    browser: text,
    os: text,
    userHash: text,
  }),
}

/** Element by element zod takes five times longer, and there are up to 9,000. */
const list = <T>(holds: (value: unknown) => value is T) =>
  z.custom<T[]>((value) => Array.isArray(value) && value.every(holds))
const isText = (value: unknown) => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'
const Texts = list((value): value is string | null => value === null || isText(value)).optional()
const Numbers = list(
  (value): value is number | null => value === null || isNumber(value)
).optional()
const OfferColumns = z
  .object({
    airline: list(isText),
    amountMinor: list(isNumber),
    flightNumber: Texts,
    stops: Numbers,
    durationMinutes: Numbers,
    departureAt: Texts,
    seatsRemaining: Numbers,
    bagsIncluded: Numbers,
    fareBasis: Texts,
  })
  .refine(({ airline, ...columns }) =>
    Object.values(columns).every((column) => !column || column.length === airline.length)
  )
type OfferColumns = z.infer<typeof OfferColumns>

const Line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('search'), ...Trip, offers: OfferColumns }),
  z.object({
    type: z.literal('booking'),
    ...Trip,
    searchId: text,
    offer: z.object({
      airline: z.string(),
      amountMinor: z.number(),
      flightNumber: text,
      stops: Count,
      durationMinutes: Count,
      departureAt: text,
      seatsRemaining: Count,
      bagsIncluded: Count,
      fareBasis: text,
    }),
  }),
])

export function lineOf(event: Event): string {
  return JSON.stringify(
    event.type === 'search' ? { ...event, offers: columnsOf(event.offers) } : event
  )
}

/** Throws what is wrong with a line that `lineOf` did not write. */
export function eventOf(line: string): Event {
  const event = Line.parse(JSON.parse(line))
  return event.type === 'search' ? { ...event, offers: offersOf(event.offers) } : event
}

function columnsOf(offers: readonly Offer[]): OfferColumns {
  return {
    airline: offers.map(({ airline }) => airline),
    amountMinor: offers.map(({ amountMinor }) => amountMinor),
    flightNumber: column(offers, 'flightNumber'),
    stops: column(offers, 'stops'),
    durationMinutes: column(offers, 'durationMinutes'),
    departureAt: column(offers, 'departureAt'),
    seatsRemaining: column(offers, 'seatsRemaining'),
    bagsIncluded: column(offers, 'bagsIncluded'),
    fareBasis: column(offers, 'fareBasis'),
  }
}

function column<Name extends keyof Offer>(offers: readonly Offer[], name: Name) {
  return offers.some((offer) => offer[name] !== undefined)
    ? offers.map((offer) => offer[name] ?? null)
    : undefined
}

function offersOf(columns: OfferColumns): Offer[] {
  return columns.airline.map((airline, row) => ({
    airline,
    amountMinor: columns.amountMinor[row] ?? 0,
    flightNumber: columns.flightNumber?.[row] ?? undefined,
    stops: columns.stops?.[row] ?? undefined,
    durationMinutes: columns.durationMinutes?.[row] ?? undefined,
    departureAt: columns.departureAt?.[row] ?? undefined,
    seatsRemaining: columns.seatsRemaining?.[row] ?? undefined,
    bagsIncluded: columns.bagsIncluded?.[row] ?? undefined,
    fareBasis: columns.fareBasis?.[row] ?? undefined,
  }))
}
