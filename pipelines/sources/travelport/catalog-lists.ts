/** Flights, products and terms of Travelport's JSON answers, which its offerings refer to by id. */
import { cabinNamed } from '../../wire/cabin-names'
import { at, byId, decimal, items, sumOf, text } from '../document/json-value'
import { isoMinutes } from '../offers/duration'
import type { DirectionDraft, SegmentDraft } from '../offers/offer-draft'

export type CatalogLists = Readonly<
  Record<'Flight' | 'Product' | 'Terms', ReadonlyMap<string, unknown>>
>

export type CatalogLeg = DirectionDraft & {
  readonly bags: number | undefined
  readonly validatingAirline: string | undefined
  readonly expiresAt: string | undefined
}

export function catalogLists(root: unknown): CatalogLists {
  const lists = items(at(root, 'ReferenceList'))
  const list = (name: string) => byId(lists.flatMap((each) => items(at(each, name))))
  return { Flight: list('Flight'), Product: list('Product'), Terms: list('TermsAndConditions') }
}

/**
 * The directions of one offering: one for each of its products. What a reference does not find is
 * added to `missing`.
 */
export function legOf(
  option: unknown,
  offering: unknown,
  lists: CatalogLists,
  missing: string[]
): readonly CatalogLeg[] {
  const find = (list: keyof CatalogLists, id: string | undefined) => {
    const found = lists[list].get(id ?? '')
    if (found === undefined)
      missing.push(`no ${list} of the reference lists has the id "${id ?? ''}"`)
    return found
  }
  const named = text(at(offering, 'TermsAndConditions', 'termsAndConditionsRef'))
  const terms = named === undefined ? at(offering, 'TermsAndConditions') : find('Terms', named)
  const products = items(at(offering, 'Product')).map((product) => {
    const id = text(at(product, 'productRef'))
    return id === undefined ? product : find('Product', id)
  })
  return products.map((product) => {
    const details = productsByFlight(product)
    const ids = flightIds(product)
    const flights = ids.length > 0 ? ids : idsIn(at(option, 'flightRefs'))
    return {
      durationMinutes: isoMinutes(text(at(product, 'totalDuration'))),
      segments: flights.map((id, place) => segmentOf(find('Flight', id), details(place))),
      bags: checkedBags(terms),
      validatingAirline: validatingAirlineOf(terms),
      expiresAt: text(at(terms, 'ExpiryDate')),
    }
  })
}

function flightIds(product: unknown): readonly string[] {
  return items(at(product, 'FlightSegment')).flatMap(
    (segment) => text(at(segment, 'Flight', 'FlightRef')) ?? []
  )
}

function idsIn(value: unknown): readonly string[] {
  return items(value).flatMap((id) => text(id) ?? [])
}

/** Finds the booking of the first passenger type by the place of a flight in the product. */
function productsByFlight(product: unknown): (place: number) => unknown {
  const booked = items(at(items(at(product, 'PassengerFlight'))[0], 'FlightProduct'))
  return (place) =>
    booked.find((each) =>
      items(at(each, 'segmentSequence')).some((sequence) => decimal(sequence) === place + 1)
    ) ?? (booked.length === 1 ? booked[0] : undefined)
}

function segmentOf(flight: unknown, product: unknown): SegmentDraft {
  const time = (end: string) => {
    const day = text(at(flight, end, 'date'))
    return day && `${day}T${text(at(flight, end, 'time')) ?? ''}`
  }
  return {
    origin: text(at(flight, 'Departure', 'location')),
    destination: text(at(flight, 'Arrival', 'location')),
    airline: text(at(flight, 'carrier')),
    flightNumber: text(at(flight, 'number')),
    operatingAirline: text(at(flight, 'operatingCarrier')),
    departureAt: time('Departure'),
    arrivalAt: time('Arrival'),
    durationMinutes: isoMinutes(text(at(flight, 'duration'))),
    technicalStops: items(at(flight, 'IntermediateStop')).length,
    cabin: cabinNamed(text(at(product, 'cabin'))),
    rbd: text(at(product, 'classOfService')),
    fareBasis: text(at(product, 'fareBasisCode')),
  }
}

/** Undefined where the terms name no checked bag, be it free or for money. */
function checkedBags(terms: unknown): number | undefined {
  const allowances = items(at(terms, 'BaggageAllowance')).filter((each) =>
    /checked/i.test(text(at(each, 'baggageType')) ?? '')
  )
  return sumOf(
    allowances.flatMap((allowance) =>
      items(at(allowance, 'BaggageItem')).map((item) =>
        text(at(item, 'includedInOfferPrice')) === 'Yes' ? (decimal(at(item, 'quantity')) ?? 1) : 0
      )
    )
  )
}

function validatingAirlineOf(terms: unknown): string | undefined {
  const [first] = items(at(terms, 'ValidatingAirline'))
  return (
    text(at(first, 'ValidatingAirline')) ??
    text(first) ??
    items(at(terms, 'BaggageAllowance'))
      .map((each) => text(at(each, 'validatingAirlineCode')))
      .find((code) => code !== undefined)
  )
}
