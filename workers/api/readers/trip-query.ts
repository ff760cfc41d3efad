/** A trip in a query, and the question it becomes. */

import { z } from '@hono/zod-openapi'
import { daysBetween, IsoDay } from '../../../models/airline/calendar'
import { isCurrentCurrency } from '../../../models/airline/currencies'
import { endsOf, marketOf } from '../../../models/airline/market'
import { isWithinCity, place } from '../../../models/airline/places'
import { CABINS, Cabin } from '../../../models/airline/trip'
import { datedAt, type InsightQuestion } from '../../../pipelines/answers/evidence/question'
import { cabinOfCode } from '../../../pipelines/wire/cabin-names'
import type { ProblemError } from '../../http/problem'
import { ItineraryFields, itineraryOf, whole } from './itinerary-query'

/** Fares are filed at most 11 months ahead; a farther day is a mistake. */
export const HORIZON_DAYS = 400
const MAX_ADULTS = 9

export const AirportQuery = z
  .string('is required: the IATA code of an airport, station or city, such as LIS')
  .refine((code) => place(code) !== undefined, {
    error: 'is not a known place; send the IATA code of an airport, station or city, such as LIS',
  })
  .transform(currentCode)
  .openapi({ example: 'LIS' })

/** For `.refine(endsDiffer, SAME_ENDS)`. */
export function endsDiffer({ origin, destination }: { origin: string; destination: string }) {
  return origin !== destination
}
export const SAME_ENDS = { path: ['destination'], error: 'must differ from the origin' }

export const MarketParam = z
  .string()
  .refine(isMarket, 'must be two different IATA airport codes, such as LIS-JFK')
  .transform((code) => marketOf(currentCode(code.slice(0, 3)), currentCode(code.slice(4))))
  .openapi({ example: 'LIS-JFK' })

/** Takes the words and letters that events take: "Economy", "premium_economy", "Y". */
export const CabinQuery = z
  .string('must be economy, premium, business or first')
  .transform((text) => cabinOfCode(text) ?? text)
  .pipe(Cabin)
  .openapi({ type: 'string', enum: [...CABINS], description: 'Cabin of the fares' })

const DayQuery = z.string('is required: a calendar day, YYYY-MM-DD').pipe(IsoDay)

export const AmountQuery = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,4})?$/, {
    error: 'must be a decimal amount in major units, such as 234.48',
    abort: true,
  })
  .refine((text) => Number(text) > 0, 'must be more than 0')

/** Parameters shared by the insight and the features of a market. */
export const TripQuery = z.object({
  departure_date: DayQuery.openapi({
    format: 'date',
    example: '2026-12-18',
    description: 'Local to the origin',
  }),
  return_date: IsoDay.optional().openapi({ description: 'Makes it a round trip' }),
  cabin: CabinQuery.default('economy'),
  adults: whole([1, MAX_ADULTS]).default('1').openapi({
    type: 'integer',
    minimum: 1,
    maximum: MAX_ADULTS,
    default: 1,
    description: 'Prices are for one passenger; the model knows how many travel',
  }),
  ...ItineraryFields,
  price: AmountQuery.optional().openapi({
    description: 'To be judged, for one passenger',
    example: '234.48',
  }),
  currency: z
    .string()
    .refine(isCurrentCurrency, 'must be a current ISO 4217 code, such as EUR')
    .optional()
    .openapi({
      description:
        'Of the answer and of `price`. Without one, the currency most observed in the market',
    }),
})

export function questionOf(
  market: InsightQuestion['market'],
  query: z.infer<typeof TripQuery>,
  now: number
): InsightQuestion {
  const trip = {
    market,
    departureDate: query.departure_date,
    returnDate: query.return_date,
    cabin: query.cabin,
    passengers: Number(query.adults),
    currency: query.currency,
    itinerary: itineraryOf(query),
    price: query.price === undefined ? undefined : Number(query.price),
  }
  return datedAt(trip, now)
}

/** Checks across fields: days must follow each other and lie in the request's future. */
export function objections(question: InsightQuestion): ProblemError[] {
  const { market, departureDate, returnDate, today } = question
  const { origin } = endsOf(market)
  const days = daysBetween(today, departureDate)
  const errors: ProblemError[] = []
  const object = (field: string, detail: string) =>
    errors.push({ pointer: `/${field}`, location: 'query', detail })

  const oneCity = sameCityObjection(market, departureDate)
  if (oneCity) object('destination', oneCity)
  if (days < 0) object('departure_date', `must not be past: it is ${today} in ${origin}`)
  if (days > HORIZON_DAYS) object('departure_date', `must be within ${HORIZON_DAYS} days`)
  if (returnDate !== undefined && returnDate < departureDate) {
    object('return_date', `must not be before the departure on ${departureDate}`)
  }
  return errors
}

/** Returns undefined unless one end is a city and the other one of its airports. */
export function sameCityObjection(
  market: InsightQuestion['market'],
  day: IsoDay
): string | undefined {
  const { origin, destination } = endsOf(market)
  return isWithinCity(origin, destination, day)
    ? `must not be of the same city as ${origin}; send two airports, or another city`
    : undefined
}

/** Replaces a former code by its successor: PBI by DJT. */
function currentCode(code: string): string {
  return place(code)?.code ?? code
}

function isMarket(code: string): boolean {
  const [origin = '', destination = '', more] = code.split('-')
  return more === undefined && origin !== destination && [origin, destination].every(place)
}
