/** One result of a scraper: its price and its directions, whichever form they have. */
import { at, decimal, items, text } from '../document/json-value'
import { writtenMinutes } from '../offers/duration'
import type { DirectionDraft, SegmentDraft } from '../offers/offer-draft'
import { airlineIn } from './airline-in'
import { field } from './row-fields'
import { dayOf, isText, type Question } from './scraped-question'
import { localMoment, scrapedMoment } from './scraped-time'

export type Scraped = {
  readonly pointer: string
  /** As written: a number, or text with a sign. */
  readonly price: string | undefined
  readonly currency: string | undefined
  readonly directions: readonly DirectionDraft[]
  /** A row names only its ends: its connections are a number. */
  readonly isRow: boolean
  readonly returnDate: string | undefined
  readonly cabin: string | undefined
  readonly isSelfTransfer: boolean
  readonly offerId: string | undefined
}

export function isScraped(result: unknown, question: Question): boolean {
  if (Array.isArray(result)) return result.length > 0 && result.every(hasLegs)
  if (hasLegs(result) || hasFlights(result)) return true
  const isPriced = isText(at(result, 'price')) && field(result, 'airline') !== undefined
  const hasEnds =
    (field(result, 'origin') ?? question.origin) !== undefined &&
    (field(result, 'destination') ?? question.destination) !== undefined
  return isPriced && hasEnds && field(result, 'departureTime') !== undefined
}

/** fli. */
function hasLegs(result: unknown): boolean {
  const [leg] = items(at(result, 'legs'))
  return field(leg, 'origin') !== undefined && field(leg, 'departureTime') !== undefined
}

/** fast-flights 3. */
function hasFlights(result: unknown): boolean {
  return at(items(at(result, 'flights'))[0], 'from_airport') !== undefined
}

export function scrapedOf(result: unknown, question: Question, pointer: string): Scraped {
  // A round trip of fli is the list of its two directions; each names the price of both.
  const ways = Array.isArray(result) ? result : [result]
  const first = ways[0]
  const last = ways.at(-1)
  const isRow = !hasLegs(first) && !hasFlights(first)
  return {
    pointer,
    price: field(last, 'price') ?? field(first, 'price'),
    currency: field(last, 'currency') ?? question.currency,
    directions: ways.map((way) => (isRow ? rowDirection(way, question) : direction(way))),
    isRow,
    returnDate:
      ways.length > 1 ? undefined : (dayOf(field(first, 'returnDate')) ?? question.returnDate),
    cabin: field(first, 'cabin') ?? question.cabin,
    isSelfTransfer: ways.some((way) => at(way, 'self_transfer') === true),
    offerId: text(at(first, 'booking_token')),
  }
}

function direction(way: unknown): DirectionDraft {
  const legs = hasLegs(way) ? items(at(way, 'legs')) : items(at(way, 'flights'))
  // fast-flights names the airlines of the whole result; one name is every flight's.
  const airlines = items(at(way, 'airlines'))
  const shared = airlines.length === 1 ? text(airlines[0]) : text(at(way, 'type'))
  return {
    durationMinutes: minutesIn(field(way, 'duration')),
    segments: legs.map(
      (leg): SegmentDraft => ({
        origin: field(leg, 'origin'),
        destination: field(leg, 'destination'),
        ...airlineIn(field(leg, 'airline') ?? shared, field(leg, 'flightNumber')),
        departureAt:
          scrapedMoment(at(leg, 'departure')) ?? localMoment(field(leg, 'departureTime')),
        arrivalAt: scrapedMoment(at(leg, 'arrival')) ?? localMoment(field(leg, 'arrivalTime')),
        durationMinutes: minutesIn(field(leg, 'duration')),
      })
    ),
  }
}

function rowDirection(row: unknown, question: Question): DirectionDraft {
  const day = dayOf(field(row, 'departureDate')) ?? question.departureDate
  const departureAt = localMoment(field(row, 'departureTime'), day)
  const ahead = Number(/\d/.exec(text(at(row, 'arrival_time_ahead')) ?? '')?.[0] ?? 0)
  return {
    durationMinutes: minutesIn(field(row, 'duration')),
    segments: [
      {
        origin: field(row, 'origin') ?? question.origin,
        destination: field(row, 'destination') ?? question.destination,
        ...airlineIn(field(row, 'airline'), field(row, 'flightNumber')),
        departureAt: departureAt ?? (day && `${day}T00:00`),
        arrivalAt: localMoment(field(row, 'arrivalTime'), departureAt?.slice(0, 10), ahead),
        technicalStops: stopsIn(field(row, 'stops')),
      },
    ],
  }
}

function minutesIn(written: string | undefined): number | undefined {
  return decimal(written) ?? (written === undefined ? undefined : writtenMinutes(written))
}

function stopsIn(written: string | undefined): number | undefined {
  if (written === undefined) return undefined
  if (/^(?:non-?\s?stop|direct)/i.test(written)) return 0
  const [, count] = /^(\d)(?:\s*stops?)?\b/i.exec(written) ?? []
  return count === undefined ? undefined : Number(count)
}
