/** Cached quotes in a body, each validated separately. */

import { z } from '@hono/zod-openapi'
import { daysBetween, IsoDay } from '../../../models/airline/calendar'
import { isCurrentCurrency } from '../../../models/airline/currencies'
import { marketOf } from '../../../models/airline/market'
import { toMinor } from '../../../models/airline/money'
import { todayAt } from '../../../pipelines/answers/evidence/today'
import type { CachedQuote } from '../../../pipelines/features/quote-validity/partner-quote'
import { namesOf, unknownNames, withoutAliases } from '../../../pipelines/wire/known-names'
import { PATTERNS } from '../../../pipelines/wire/wire-values'
import type { ProblemError } from '../../http/problem'
import type { createRouter } from '../../http/router'
import { AirportQuery, CabinQuery, HORIZON_DAYS, sameCityObjection } from './trip-query'

export const MAX_QUOTES = 500
const MAX_ID = 128
/** Clocks of caches differ from ours. */
const MAX_SKEW_MS = 5 * 60_000
const MAX_DISPLAYS = 1_000_000

const AnyId = z.string().max(MAX_ID).optional().openapi({ description: 'Yours; comes back' })
const Instant = z.iso.datetime({ offset: true, error: 'must be an RFC 3339 instant' })

const QuoteItem = z
  .object({
    id: AnyId,
    origin: AirportQuery,
    destination: AirportQuery.openapi({ example: 'JFK' }),
    departure_date: z
      .string('is required: a calendar day, YYYY-MM-DD')
      .pipe(IsoDay)
      .openapi({ format: 'date', example: '2026-12-18' }),
    return_date: IsoDay.optional().openapi({ description: 'Makes it a round trip' }),
    cabin: CabinQuery.default('economy'),
    airline: z.string().regex(PATTERNS.airline, 'must be an airline code, such as TP').optional(),
    flight_number: z
      .string()
      .regex(PATTERNS.flightNumber, 'must be a flight number, such as TP203')
      .optional()
      .openapi({ description: 'Without one, the price is taken as the lowest of the day' }),
    price: z
      .union([z.string().regex(/^\d{1,10}(\.\d{1,4})?$/), z.number()], {
        error: 'must be a decimal amount in major units, such as "234.48"',
      })
      .transform(Number)
      .refine((price) => price > 0 && price <= 1e10, 'must be more than 0')
      .openapi({ type: 'string', example: '234.48', description: 'For one passenger' }),
    currency: z
      .string('is required: an ISO 4217 code, such as EUR')
      .refine(isCurrentCurrency, 'must be a current ISO 4217 code, such as EUR')
      .openapi({ example: 'EUR' }),
    quoted_at: Instant.openapi({ example: '2026-11-20T09:30:00Z' }),
    displays: z
      .number()
      .positive('must be more than 0')
      .max(MAX_DISPLAYS)
      .default(1)
      .openapi({ description: 'Showings expected until it is checked again; looks follow them' }),
  })
  .refine(({ origin, destination }) => origin !== destination, {
    path: ['destination'],
    error: 'must differ from the origin',
  })

/** Registers the schema that the reference shows for each quote. */
export function registerQuoteItem({ openAPIRegistry }: ReturnType<typeof createRouter>): void {
  openAPIRegistry.register('CachedQuote', QuoteItem)
}

type Place = { readonly index: number; readonly id?: string | undefined }

export type ReadQuote =
  | { readonly place: Place; readonly errors: readonly ProblemError[] }
  | { readonly place: Place; readonly quote: CachedQuote; readonly displays: number }

export function readQuoteItem(item: unknown, index: number, now: number): ReadQuote {
  const unknown = unknownNames(QuoteItem, item)
  if (unknown.length > 0) {
    const errors = unknown.map(({ path, detail }) => errorAt(index, path.join('/'), detail))
    return { place: { index, id: idOf(item) }, errors }
  }
  const parsed = QuoteItem.safeParse(renamed(item))
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) =>
      errorAt(index, path.map(String).join('/'), message)
    )
    return { place: { index, id: idOf(item) }, errors }
  }
  const { id, origin, destination, price, currency, displays, ...fields } = parsed.data
  const place = { index, id }
  const quote = {
    market: marketOf(origin, destination),
    departureDate: fields.departure_date,
    returnDate: fields.return_date,
    cabin: fields.cabin,
    airline: fields.airline,
    flightNumber: fields.flight_number,
    amountMinor: toMinor(price, currency),
    currency,
    quotedAt: Date.parse(fields.quoted_at),
  }
  const errors = objections(quote, origin, now).map(([field, detail]) =>
    errorAt(index, field, detail)
  )
  return errors.length > 0 ? { place, errors } : { place, quote, displays }
}

/** Checks across fields. */
function objections(quote: CachedQuote, origin: string, now: number): [string, string][] {
  const { departureDate, returnDate, amountMinor, quotedAt } = quote
  const today = todayAt(quote.market, now)
  const days = daysBetween(today, departureDate)
  const found: [string, string][] = []
  const oneCity = sameCityObjection(quote.market, departureDate)
  if (oneCity) found.push(['destination', oneCity])
  if (days < 0) found.push(['departure_date', `must not be past: it is ${today} in ${origin}`])
  if (days > HORIZON_DAYS) found.push(['departure_date', `must be within ${HORIZON_DAYS} days`])
  if (returnDate !== undefined && returnDate < departureDate) {
    found.push(['return_date', `must not be before the departure on ${departureDate}`])
  }
  if (quotedAt > now + MAX_SKEW_MS) {
    found.push(['quoted_at', `must not be in the future: it is ${new Date(now).toISOString()}`])
  }
  if (amountMinor < 1) found.push(['price', 'must be at least one minor unit of the currency'])
  return found
}

function errorAt(index: number, field: string, detail: string): ProblemError {
  return { pointer: `/quotes/${index}${field && `/${field}`}`, location: 'body', detail }
}

function idOf(item: unknown): string | undefined {
  const read = z.object({ id: AnyId }).safeParse(item)
  return read.success ? read.data.id : undefined
}

function renamed(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item
  return withoutAliases({ ...item }, namesOf(QuoteItem) ?? [])
}
