/**
 * A typed search: rules read the parts of a trip that they recognise, and the text is kept. The
 * rest is not guessed, and a query without a trip stays a query.
 */
import { dayNumber, dayOf, utcDay } from '../../../models/airline/calendar'
import type { Cabin } from '../../../models/airline/trip'
import { MAX_QUERY_LENGTH } from '../../wire/wire'
import { RANGES } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import type { OfferTrip } from '../offers/offer-draft'
import { type DaySpan, spansIn } from './text-query-days'
import { type Ends, endsIn } from './text-query-places'
import { NUMBER, numberOf, take, type Words, wordsOf } from './text-query-words'

export type TextQuery = Ends & {
  readonly text: string
  readonly departure?: DaySpan
  readonly return?: DaySpan
  readonly roundTrip?: boolean
  readonly nonStop?: boolean
  readonly cabin?: Cabin
  readonly passengers?: number
}

export function readTextQuery(text: string, now: number): TextQuery {
  const words = wordsOf(text)
  const nights = nightsIn(words)
  const oneWay = take(words, /(?<![^ ])(?:one (?:- )?way|single)(?![^ ])/) !== undefined
  const nonStop = take(words, /(?<![^ ])(?:non (?:- )?stops?|nonstop|direct)(?![^ ])/) !== undefined
  const cabin = cabinIn(words)
  const spans = spansIn(words, utcDay(now))
  const passengers = passengersIn(words)

  const departure = spans.find(({ isReturn }) => !isReturn) ?? spans[0]
  const back = oneWay ? undefined : returnOf(departure, spans, nights)
  const saysReturn = /(?<![^ ])(?:return|round (?:- )?trip|roundtrip|and back)(?![^ ])/.test(
    words.text
  )
  const roundTrip = oneWay ? false : saysReturn || back !== undefined || undefined
  return definedFields({
    text: text.slice(0, MAX_QUERY_LENGTH),
    ...endsIn(words),
    departure: departure && { from: departure.from, to: departure.to },
    return: back,
    roundTrip,
    nonStop: nonStop || undefined,
    cabin,
    passengers,
  })
}

/** The fields of a trip that the query names exactly: a city is its main airport, a month no day. */
export function tripFieldsOf(query: TextQuery): Partial<OfferTrip> {
  const day = (span: DaySpan | undefined) => (span?.from === span?.to ? span?.from : undefined)
  return definedFields({
    origin_airport: query.origin?.airports[0],
    destination_airport: query.destination?.airports[0],
    departure_date: day(query.departure),
    return_date: day(query.return),
    number_of_passengers: query.passengers,
    cabin_class: query.cabin,
  })
}

/** The second span, no earlier than the first, or so many nights after a known day. */
function returnOf(
  departure: DaySpan | undefined,
  spans: readonly DaySpan[],
  nights: number | undefined
): DaySpan | undefined {
  if (!departure) return undefined
  const later = spans.find((span) => span !== departure && span.from >= departure.from)
  if (later) return { from: later.from, to: later.to }
  if (nights === undefined || departure.from !== departure.to) return undefined
  const day = dayOf(dayNumber(departure.from) + nights)
  return { from: day, to: day }
}

const NIGHTS = new RegExp(`(?<![^ ])for ${NUMBER} (night|day|week)s?(?![^ ])`)

function nightsIn(words: Words): number | undefined {
  const [, count, unit] = take(words, NIGHTS) ?? []
  const number = numberOf(count)
  if (number === undefined) return undefined
  return unit === 'week' ? number * 7 : number
}

const CABINS: readonly (readonly [RegExp, Cabin])[] = [
  [/(?<![^ ])premium(?: economy)?(?: class)?(?![^ ])/, 'premium'],
  [/(?<![^ ])business(?: class)?(?! (?:trip|travel|meeting))(?![^ ])/, 'business'],
  [/(?<![^ ])first class(?![^ ])/, 'first'],
  [/(?<![^ ])(?:economy|coach)(?: class)?(?![^ ])/, 'economy'],
]

function cabinIn(words: Words): Cabin | undefined {
  return CABINS.find(([rule]) => take(words, rule))?.[1]
}

const TYPES =
  '(?:adults?|passengers?|people|persons?|pax|travell?ers?|child(?:ren)?|kids?|infants?|bab(?:y|ies)|seniors?|students?)'
const COUNTED = new RegExp(`(?<![^ ])${NUMBER} ${TYPES}(?![^ ])`)
const PARTY = new RegExp(`(?<![^ ])(?:family of|party of|for) ${NUMBER}(?![^ ])`)

function passengersIn(words: Words): number | undefined {
  let passengers = 0
  for (let match = take(words, COUNTED); match; match = take(words, COUNTED)) {
    passengers += numberOf(match[1]) ?? 0
  }
  if (passengers === 0) passengers = numberOf(take(words, PARTY)?.[1]) ?? 0
  if (passengers === 0 && take(words, /(?<![^ ])couple(?![^ ])/)) passengers = 2
  const [least, most] = RANGES.passengers
  return passengers >= least && passengers <= most ? passengers : undefined
}
