/**
 * Sabre grouped itineraries (BargainFinderMax 3 and later). Flights, legs, fares and allowances are
 * listed once and referred to by id; a schedule has times of day, its dates follow from the leg's
 * departure and day adjustments. Every pricing of an itinerary is an offer.
 */
import { dayNumber, dayOf } from '../../../models/airline/calendar'
import { cabinNamed } from '../../wire/cabin-names'
import { PATTERNS } from '../../wire/wire-values'
import type { DocumentContext, DocumentResult } from '../document/document'
import { at, byId, decimal, items, leastOf, text } from '../document/json-value'
import { documentResult, withoutOffers } from '../offers/document-searches'
import type { DirectionDraft, PassengerDraft, SegmentDraft, Settled } from '../offers/offer-draft'
import { settle } from '../offers/settle-offer'
import { bagsOf, passengerTypeOf } from '../offers/travel-codes'
import { baseOf, entryFor, perPassenger } from './sabre-party'

const ROOT = 'groupedItineraryResponse'

export function isGrouped(document: unknown): boolean {
  return at(document, ROOT) !== undefined
}

export function readGrouped(document: unknown, context: DocumentContext): DocumentResult {
  const root = at(document, ROOT)
  const lists = listsOf(root)
  const settled = items(at(root, 'itineraryGroups')).flatMap((group, groupPlace) =>
    items(at(group, 'itineraries')).flatMap((itinerary, place) =>
      settleAll(
        itinerary,
        group,
        lists,
        `/${ROOT}/itineraryGroups/${groupPlace}/itineraries/${place}`
      )
    )
  )
  if (settled.length > 0) return documentResult(settled, { source: 'sabre' }, context)

  const errors = items(at(root, 'messages')).filter(
    (message) => text(at(message, 'severity'))?.toUpperCase() === 'ERROR'
  )
  const words = errors.flatMap((message) => text(at(message, 'text')) ?? []).join('; ')
  return errors.length > 0
    ? withoutOffers('error-response', words || 'an unnamed error', `/${ROOT}/messages`)
    : withoutOffers('no-offers', 'holds no itinerary', `/${ROOT}/itineraryGroups`)
}

const LISTS = ['legDescs', 'scheduleDescs', 'fareComponentDescs', 'baggageAllowanceDescs'] as const
type List = (typeof LISTS)[number]
type Lists = ReadonlyMap<List, ReadonlyMap<string, unknown>>
/** Finds the target of `ref`; a missing one is collected as a problem. */
type Resolve = (list: List, referrer: unknown) => unknown

function listsOf(root: unknown): Lists {
  return new Map(LISTS.map((list) => [list, byId(at(root, list))]))
}

function settleAll(itinerary: unknown, group: unknown, lists: Lists, pointer: string): Settled[] {
  const pricings = items(at(itinerary, 'pricingInformation'))
  if (pricings.length === 0) {
    return [{ pointer, code: 'no-price', detail: 'has no pricingInformation' }]
  }
  return pricings.map((pricing, place) => {
    const here = `${pointer}/pricingInformation/${place}`
    const fare = at(pricing, 'fare')
    if (fare === undefined) {
      const status = text(at(pricing, 'soldOut', 'status'))
      return { pointer: here, code: 'no-price', detail: status ? `sold out: ${status}` : 'no fare' }
    }
    const missing: string[] = []
    const resolve: Resolve = (list, referrer) => {
      const ref = text(at(referrer, 'ref')) ?? ''
      const found = lists.get(list)?.get(ref)
      if (found === undefined) missing.push(`${list} has no id "${ref}"`)
      return found
    }
    const draft = draftOf(itinerary, group, pricing, fare, resolve)
    const [first] = missing
    if (first) return { pointer: here, code: 'unresolved-reference', detail: first }
    return settle({ ...draft, pointer: here })
  })
}

function draftOf(
  itinerary: unknown,
  group: unknown,
  pricing: unknown,
  fare: unknown,
  resolve: Resolve
) {
  const passengers = items(at(fare, 'passengerInfoList')).map(
    (entry) => at(entry, 'passengerInfo') ?? entry
  )
  const adult = passengers.find((each) => typeOf(each) === 'adult') ?? passengers[0]
  const details = fareDetails(adult, resolve)
  const totalPrice = decimal(at(fare, 'totalFare', 'totalPrice'))
  return {
    currency: text(at(fare, 'totalFare', 'currency')),
    totalPrice,
    party: perPassenger(passengers.map(passengerOf), totalPrice),
    directions: directionsOf(itinerary, group, details, resolve),
    validatingAirline: text(at(fare, 'validatingCarrierCode')),
    seatsRemaining: leastOf(details.map(({ seats }) => seats)),
    bagsIncluded: baggageOf(adult, resolve),
    offerId: text(at(pricing, 'offer', 'offerId')) ?? text(at(fare, 'offerItemId')),
  }
}

function typeOf(passenger: unknown) {
  return passengerTypeOf(text(at(passenger, 'passengerType')))
}

function passengerOf(passenger: unknown): PassengerDraft {
  const fare = at(passenger, 'passengerTotalFare')
  const amount = (name: string) => ({
    amount: decimal(at(fare, `${name}Amount`)),
    currency: text(at(fare, `${name}Currency`)),
  })
  return {
    type: typeOf(passenger),
    count: decimal(at(passenger, 'passengerNumber')) ?? 1,
    currency: text(at(fare, 'currency')),
    price: decimal(at(fare, 'totalFare')),
    base: baseOf(amount('baseFare'), amount('equivalent'), text(at(fare, 'currency'))),
  }
}

type FareDetail = Pick<SegmentDraft, 'cabin' | 'rbd' | 'fareBasis'> & {
  readonly seats: number | undefined
}

/** Components list their segments in the order of the itinerary. */
function fareDetails(passenger: unknown, resolve: Resolve): FareDetail[] {
  return items(at(passenger, 'fareComponents')).flatMap((component) => {
    const described =
      at(component, 'ref') === undefined ? component : resolve('fareComponentDescs', component)
    return items(at(component, 'segments')).map((entry) => {
      const segment = at(entry, 'segment') ?? entry
      const cabin = text(at(segment, 'cabinCode')) ?? text(at(described, 'cabinCode'))
      return {
        cabin: cabinNamed(cabin),
        rbd: text(at(segment, 'bookingCode')),
        fareBasis: text(at(described, 'fareBasisCode')),
        seats: decimal(at(segment, 'seatsAvailable')),
      }
    })
  })
}

function directionsOf(
  itinerary: unknown,
  group: unknown,
  details: readonly FareDetail[],
  resolve: Resolve
): DirectionDraft[] {
  const requestedLegs = items(at(group, 'groupDescription', 'legDescriptions'))
  const legs = items(at(itinerary, 'legs')).map((leg, place) => ({
    described: resolve('legDescs', leg),
    date: text(at(leg, 'departureDate')) ?? text(at(requestedLegs[place], 'departureDate')),
  }))
  const flights = legs.flatMap(({ described }) => items(at(described, 'schedules'))).length
  let place = 0
  return legs.map(({ described, date }) => ({
    durationMinutes: decimal(at(described, 'elapsedTime')),
    segments: items(at(described, 'schedules')).map((reference) => {
      const schedule = resolve('scheduleDescs', reference)
      const leaves = later(date, decimal(at(reference, 'departureDateAdjustment')))
      const segment = segmentOf(schedule, leaves, entryFor(details, place, flights))
      place += 1
      return segment
    }),
  }))
}

function segmentOf(
  schedule: unknown,
  date: string | undefined,
  detail: FareDetail | undefined
): SegmentDraft {
  const carrier = at(schedule, 'carrier')
  const time = (end: string) => {
    const day = later(date, decimal(at(schedule, end, 'dateAdjustment')))
    return day && `${day}T${text(at(schedule, end, 'time'))}`
  }
  return {
    origin: text(at(schedule, 'departure', 'airport')),
    destination: text(at(schedule, 'arrival', 'airport')),
    airline: text(at(carrier, 'marketing')),
    flightNumber: text(at(carrier, 'marketingFlightNumber')),
    operatingAirline: text(at(carrier, 'operating')),
    departureAt: time('departure'),
    arrivalAt: time('arrival'),
    durationMinutes: decimal(at(schedule, 'elapsedTime')),
    technicalStops: decimal(at(schedule, 'stopCount')),
    cabin: detail?.cabin,
    rbd: detail?.rbd,
    fareBasis: detail?.fareBasis,
  }
}

/** Adds days to a day; adjustments longer than a journey are ignored. */
function later(day: string | undefined, days: number | undefined): string | undefined {
  if (day === undefined || !PATTERNS.day.test(day)) return undefined
  return Math.abs(days ?? 0) <= MAX_DAYS ? dayOf(dayNumber(day) + Math.trunc(days ?? 0)) : undefined
}
const MAX_DAYS = 7

/** Provision "A" is the free allowance; others are charges and cabin bags. */
function baggageOf(passenger: unknown, resolve: Resolve): number | undefined {
  const free = items(at(passenger, 'baggageInformation')).filter(
    (information) =>
      (text(at(information, 'provisionType')) ?? 'A') === 'A' &&
      at(information, 'allowance') !== undefined
  )
  return leastOf(
    free.map((information) => {
      const allowance = resolve('baggageAllowanceDescs', at(information, 'allowance'))
      return bagsOf(decimal(at(allowance, 'pieceCount')), decimal(at(allowance, 'weight')))
    })
  )
}
