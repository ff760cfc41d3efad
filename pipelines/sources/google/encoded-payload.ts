/**
 * The payload of Google's page, as scrapers cut it out: protocol buffers written as JSON lists, whose
 * fields are places. Best results are under 2, the others under 3.
 */
import { at, decimal, items, text } from '../document/json-value'
import type { SegmentDraft } from '../offers/offer-draft'
import { airlineIn } from './airline-in'
import { questionOf } from './scraped-question'
import type { Scraped } from './scraped-result'
import { momentOf } from './scraped-time'

const LISTS = [2, 3] as const
const WRAPPERS = ['payload', 'data', 'raw']
/** Places within one flight. */
const FLIGHT = {
  origin: 3,
  destination: 6,
  departureTime: 8,
  arrivalTime: 10,
  duration: 11,
  departureDate: 20,
  arrivalDate: 21,
  airline: 22,
} as const

/** Undefined when the document is no such payload, alone or beside its question. */
export function payloadResults(document: unknown): readonly Scraped[] | undefined {
  const wrapper = WRAPPERS.find((name) => resultsIn(at(document, name)).length > 0)
  const payload = wrapper === undefined ? document : at(document, wrapper)
  const results = resultsIn(payload)
  if (results.length === 0) return undefined
  const { currency, returnDate, cabin } = questionOf(document)
  const root = wrapper === undefined ? '' : `/${wrapper}`
  return results.map(({ value, path }) => ({
    pointer: root + path,
    price: text(place(value, 1, 0, 1)),
    currency,
    directions: [
      {
        durationMinutes: decimal(place(value, 0, 9)),
        segments: items(place(value, 0, 2)).map(segmentOf),
      },
    ],
    isRow: false,
    returnDate,
    cabin,
    isSelfTransfer: false,
    offerId: undefined,
  }))
}

function resultsIn(
  payload: unknown
): readonly { readonly value: unknown; readonly path: string }[] {
  return LISTS.flatMap((list) =>
    items(place(payload, list, 0)).flatMap((value, index) =>
      isAirport(place(value, 0, 2, 0, FLIGHT.origin))
        ? [{ value, path: `/${list}/0/${index}` }]
        : []
    )
  )
}

function segmentOf(flight: unknown): SegmentDraft {
  const airline = text(place(flight, FLIGHT.airline, 0))
  return {
    origin: text(place(flight, FLIGHT.origin)),
    destination: text(place(flight, FLIGHT.destination)),
    ...airlineIn(airline, text(place(flight, FLIGHT.airline, 1))),
    departureAt: momentOf(place(flight, FLIGHT.departureDate), place(flight, FLIGHT.departureTime)),
    arrivalAt: momentOf(place(flight, FLIGHT.arrivalDate), place(flight, FLIGHT.arrivalTime)),
    durationMinutes: decimal(place(flight, FLIGHT.duration)),
  }
}

function isAirport(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value)
}

function place(value: unknown, ...path: readonly number[]): unknown {
  return path.reduce<unknown>(
    (reached, each) => (Array.isArray(reached) ? reached[each] : undefined),
    value
  )
}
