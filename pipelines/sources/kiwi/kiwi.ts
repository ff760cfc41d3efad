/**
 * Kiwi.com Tequila search, versions 1 and 2. Times are local: v1 writes them as seconds since 1970
 * as if the airport's clock were UTC, v2 as text that ends in "Z" all the same. The price is the
 * whole party's; a bag that costs nothing is included.
 */

import { cabinNamed } from '../../wire/cabin-names'
import { PATTERNS } from '../../wire/wire-values'
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at, decimal, items, sumOf, text } from '../document/json-value'
import { documentResult, instant, withoutOffers } from '../offers/document-searches'
import type {
  Construction,
  DirectionDraft,
  PassengerDraft,
  SegmentDraft,
  Settled,
} from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'

export const kiwi: DocumentSource = { name: 'kiwi', format: 'json', recognises, read }

function recognises(document: unknown): boolean {
  const offers = at(document, 'data')
  if (!Array.isArray(offers)) return false
  if (offers.length > 0) return offers.some((offer) => at(offer, 'flyFrom') !== undefined)
  return at(document, 'search_id') !== undefined && at(document, 'fx_rate') !== undefined
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const offers = at(document, 'data')
  if (!Array.isArray(offers)) {
    const words = text(at(document, 'message')) ?? text(items(at(document, 'error'))[0])
    return words
      ? withoutOffers('error-response', words)
      : withoutOffers('unreadable', 'has no list "data" of offers')
  }
  if (offers.length === 0) return withoutOffers('no-offers', 'the list of offers is empty', '/data')

  const party = requestedParty(document)
  const currency = text(at(document, 'currency'))
  const settled = offers.map((offer, place) =>
    settleOffer(offer, `/data/${place}`, currency, party)
  )
  return documentResult(
    settled,
    { source: 'kiwi', searchId: text(at(document, 'search_id')) },
    context
  )
}

type Party = Readonly<Record<'adults' | 'children' | 'infants', number>>

/** Undefined where the answer was stored without its envelope. */
function requestedParty(document: unknown): Party | undefined {
  const seats = at(document, 'search_params', 'seats')
  const count = (name: string) => decimal(at(seats, name)) ?? 0
  const party = { adults: count('adults'), children: count('children'), infants: count('infants') }
  return party.adults + party.children + party.infants > 0 ? party : undefined
}

/** Kiwi searches for one adult by default; a price of several adults is a multiple of one fare. */
function partyOf(offer: unknown, total: number | undefined): Party | undefined {
  const one = decimal(at(offer, 'fare', 'adults'))
  const times = one && total ? total / one : 1
  const adults = Math.round(times)
  if (adults < 1 || adults > MOST_SEATS || Math.abs(times - adults) > SHARE_ROUNDING)
    return undefined
  return { adults, children: 0, infants: 0 }
}
/** Kiwi sells at most nine seats in one booking. */
const MOST_SEATS = 9
/** Relative error of a share that Kiwi rounds to the unit. */
const SHARE_ROUNDING = 0.02

function settleOffer(
  offer: unknown,
  pointer: string,
  listed: string | undefined,
  requested: Party | undefined
): Settled {
  const conversion = at(offer, 'conversion')
  const price = decimal(at(offer, 'price'))
  const currency = currencyOf(conversion, price, listed)
  const totalPrice = price ?? decimal(currency && at(conversion, currency))
  const party = requested ?? partyOf(offer, totalPrice)
  if (!party) {
    const detail = 'has a price that is not of its "fare"; send the answer with its search_params'
    return { pointer, code: 'invalid', detail }
  }
  return settle({
    construction: constructionOf(offer),
    pointer,
    currency,
    totalPrice,
    party: passengersOf(offer, party, totalPrice),
    directions: directionsOf(offer),
    seatsRemaining: decimal(at(offer, 'availability', 'seats')),
    bagsIncluded: bagsOf(offer),
    offerId: text(at(offer, 'id')),
  })
}

/**
 * The currency of the answer, unless its own conversions contradict it: the price is then in the one
 * whose conversion equals it. Stored answers often lack the currency.
 */
function currencyOf(
  conversion: unknown,
  price: number | undefined,
  listed: string | undefined
): string | undefined {
  const names = typeof conversion === 'object' && conversion !== null ? Object.keys(conversion) : []
  const equal = (name: string) => price !== undefined && decimal(at(conversion, name)) === price
  if (listed !== undefined && (!names.includes(listed) || equal(listed))) return listed
  const [only, ...others] = names.filter(equal)
  if (only !== undefined && others.length === 0) return only
  return listed ?? (names.length === 1 ? names[0] : undefined)
}

/** The first that applies: each is less of a fare of the trip than the ones after it. */
function constructionOf(offer: unknown): Construction | undefined {
  if (at(offer, 'hidden_city_ticketing') === true) return 'hidden_city'
  if (at(offer, 'throw_away_ticketing') === true) return 'throw_away'
  return at(offer, 'virtual_interlining') === true ? 'self_transfer' : undefined
}

/** Some answers have a `fare` of each passenger; else only equal shares are known. */
function passengersOf(offer: unknown, party: Party, total: number | undefined): PassengerDraft[] {
  const types = [
    ['adult', 'adults'],
    ['child', 'children'],
    ['infant', 'infants'],
  ] as const
  const present = types.filter(([, name]) => party[name] > 0)
  return present.map(([type, name]) => {
    const alone = present.length === 1 && total !== undefined ? total / party[name] : undefined
    return { type, count: party[name], price: decimal(at(offer, 'fare', name)) ?? alone }
  })
}

function directionsOf(offer: unknown): DirectionDraft[] {
  const route = items(at(offer, 'route'))
  const flights = (back: boolean) =>
    route.filter((flight) => (decimal(at(flight, 'return')) === 1) === back).map(segmentOf)
  const there = flights(false)
  const back = flights(true)
  return [
    { segments: there, durationMinutes: minutes(at(offer, 'duration', 'departure')) },
    ...(back.length > 0
      ? [{ segments: back, durationMinutes: minutes(at(offer, 'duration', 'return')) }]
      : []),
  ]
}

function segmentOf(flight: unknown): SegmentDraft {
  return {
    origin: text(at(flight, 'flyFrom')),
    destination: text(at(flight, 'flyTo')),
    airline: text(at(flight, 'airline')),
    flightNumber: text(at(flight, 'flight_no')),
    operatingAirline: text(at(flight, 'operating_carrier')),
    departureAt: localTime(flight, 'departure', 'dTime'),
    arrivalAt: localTime(flight, 'arrival', 'aTime'),
    durationMinutes: flownMinutes(flight),
    cabin: cabinNamed(text(at(flight, 'fare_category'))),
    rbd: text(at(flight, 'fare_classes')),
    fareBasis: text(at(flight, 'fare_basis')),
  }
}

function localTime(flight: unknown, end: string, seconds: string): string | undefined {
  const written = text(at(flight, `local_${end}`))
  if (written) return written
  const local = decimal(at(flight, seconds))
  return local !== undefined && Math.abs(local) < MAX_SECONDS ? instant(local * 1000) : undefined
}
/** The year 9999, far inside what a date can hold. */
const MAX_SECONDS = 253_402_300_800

function flownMinutes(flight: unknown): number | undefined {
  const v2 = [text(at(flight, 'utc_arrival')), text(at(flight, 'utc_departure'))].map((time) =>
    time !== undefined && PATTERNS.instant.test(time) ? Date.parse(time) / 1000 : undefined
  )
  const arrival = decimal(at(flight, 'aTimeUTC')) ?? decimal(v2[0])
  const departure = decimal(at(flight, 'dTimeUTC')) ?? decimal(v2[1])
  return arrival === undefined || departure === undefined ? undefined : minutes(arrival - departure)
}

function minutes(seconds: unknown): number | undefined {
  const number = decimal(seconds)
  return number === undefined ? undefined : Math.round(number / 60)
}

function bagsOf(offer: unknown): number | undefined {
  const costs = ['1', '2'].map((bag) => decimal(at(offer, 'bags_price', bag)))
  if (costs[0] === undefined) return undefined
  return sumOf(costs.map((cost) => (cost === 0 ? 1 : 0)))
}
