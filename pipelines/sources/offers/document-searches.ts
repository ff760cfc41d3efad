/**
 * Makes the searches of one document out of its offers. Offers of one trip are one search; where a
 * document has several, each search's id contains its trip, so that reading a document again makes
 * the same ids.
 */

import { isMultiMarket } from '../../events/offer'
import type { NativeOffer, NativeSearch } from '../../wire/native-event'
import { MAX_OFFERS } from '../../wire/wire'
import { PATTERNS } from '../../wire/wire-values'
import type { DocumentContext, DocumentProblem, DocumentResult } from '../document/document'
import { isProblem, type OfferTrip, type Settled, type SettledOffer } from './offer-draft'

export type DocumentAbout = {
  readonly source: string
  /** The document's own id of the search and its instant (RFC 3339), where it has them. */
  readonly searchId?: string | undefined
  readonly timestamp?: string | undefined
}

type TripOffers = {
  readonly trip: OfferTrip
  readonly offers: NativeOffer[]
  readonly leftOut: DocumentProblem[]
}

export function documentResult(
  settled: readonly Settled[],
  about: DocumentAbout,
  context: DocumentContext
): DocumentResult {
  const trips = new Map<string, TripOffers>()
  const problems: DocumentProblem[] = []
  for (const each of settled) {
    if (isProblem(each)) {
      problems.push(each)
      continue
    }
    const name = tripName(each)
    const known = trips.get(name) ?? { trip: each.trip, offers: [], leftOut: [] }
    trips.set(name, known)
    known.offers.push(each.offer)
    known.leftOut.push(...(each.leftOut ?? []))
  }

  const own = about.searchId
  const searchId = own !== undefined && own.length <= MAX_OWN_ID ? own : context.documentId
  const timestamp = writtenInstant(about.timestamp) ?? instant(context.receivedAt)
  const events = [...trips].flatMap(([name, { trip, offers }]) =>
    slates(offers).map((slate, place): NativeSearch => {
      const suffix = (trips.size > 1 ? `/${name}` : '') + (place > 0 ? `/${place + 1}` : '')
      return {
        timestamp,
        search_id: searchId + suffix,
        source: about.source,
        ...trip,
        price_offers: slate,
      }
    })
  )
  return { events, problems, ...leftOutOf(trips) }
}
/** Leaves room for the trip's name within an id's length. */
const MAX_OWN_ID = 120

/** A trip of several slates has its values with the first of them. */
function leftOutOf(trips: ReadonlyMap<string, TripOffers>): Pick<DocumentResult, 'leftOut'> {
  let event = 0
  const leftOut = [...trips.values()].flatMap((trip) => {
    const here = event
    event += slates(trip.offers).length
    return trip.leftOut.map((problem) => ({ event: here, problem }))
  })
  return leftOut.length > 0 ? { leftOut } : {}
}

/** The result of a document without offers, with the reason. */
export function withoutOffers(
  code: 'no-offers' | 'error-response' | 'unreadable',
  detail: string,
  pointer = ''
): DocumentResult {
  return { events: [], problems: [{ pointer, code, detail }] }
}

function writtenInstant(text: string | undefined): string | undefined {
  return text !== undefined && PATTERNS.instant.test(text) ? text : undefined
}

export function instant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

/** Trips of several markets are searches of their own: no offer of theirs counts into a market. */
function tripName({ trip, offer }: Pick<SettledOffer, 'trip' | 'offer'>): string {
  return [
    `${trip.origin_airport}-${trip.destination_airport}`,
    trip.departure_date,
    ...(trip.return_date ? [trip.return_date] : []),
    trip.cabin_class ?? 'any-cabin',
    `${trip.number_of_passengers}-${trip.currency}`,
    ...(isMultiMarket(offer) ? [offer.construction] : []),
  ].join('/')
}

/** Splits more offers than an event may hold into further events of the same trip. */
function slates(offers: readonly NativeOffer[]): (readonly NativeOffer[])[] {
  const count = Math.ceil(offers.length / MAX_OFFERS)
  return Array.from({ length: count }, (_, place) =>
    offers.slice(place * MAX_OFFERS, (place + 1) * MAX_OFFERS)
  )
}
