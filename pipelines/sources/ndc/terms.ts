/** Fare basis, booking class and cabin of each flight of an NDC offer, for the passenger it is priced by. */
import type { Cabin } from '../../../models/airline/trip'
import { cabinNamed } from '../../wire/cabin-names'
import { leastOf } from '../document/json-value'
import type { SegmentDraft } from '../offers/offer-draft'
import { number, words } from '../xml/xml-value'
import { cabinOfNdc } from './cabins'
import { all, at, descendants, either, nameSet } from './names'
import type { NdcLists } from './ndc-lists'
import { itemsOf } from './ndc-party'
import { BAGS, PASSENGERS, refsIn, resolve, SEGMENTS, SERVICE_IDS, SERVICES } from './references'

type Terms = {
  readonly cabin: Cabin | undefined
  readonly rbd: string | undefined
  readonly fareBasis: string | undefined
}

export type OfferTerms = {
  readonly ofSegment: (id: string, segment: SegmentDraft) => SegmentDraft
  readonly seatsRemaining: number | undefined
  readonly bagsIncluded: number | undefined
}

const COMPONENTS = nameSet('FareComponent')
const FLIGHTS = nameSet('FlightSegmentReference')
export function termsOf(offer: unknown, lists: NdcLists): OfferTerms {
  const flights = descendants(offer, FLIGHTS)
  const terms = new Map<string, Terms>()
  let otherwise: Terms | undefined
  for (const component of adultFirst(offer, lists)) {
    const read = termsOfComponent(component, lists)
    const resolved = resolve(lists.segments, refsIn(component, SEGMENTS))
    const found = 'found' in resolved ? resolved.found : []
    if (found.length === 0) otherwise ??= read
    for (const { id } of found) if (!terms.has(id)) terms.set(id, read)
  }
  const services = new Map(
    flights.map((flight) => [words(at(flight, 'ref')), at(flight, 'ClassOfService')])
  )
  return {
    ofSegment(id, segment) {
      const known = terms.get(id) ?? otherwise
      const service = services.get(id)
      const name = at(service, 'MarketingName')
      return {
        ...segment,
        cabin:
          known?.cabin ??
          cabinOfNdc({ CabinDesignator: at(name, 'CabinDesignator') }) ??
          cabinNamed(words(name)) ??
          segment.cabin,
        rbd: known?.rbd ?? words(at(service, 'Code')) ?? segment.rbd,
        fareBasis: known?.fareBasis,
      }
    },
    seatsRemaining: leastOf(
      [...services.values()].map((service) => number(at(service, 'Code', 'SeatsLeft')))
    ),
    bagsIncluded: leastOf(
      bagRefs(offer, lists).flatMap((ref) =>
        ref.split(/\s+/).map((id) => lists.checkedBags.get(ref) ?? lists.checkedBags.get(id))
      )
    ),
  }
}

/** References to allowances, from the offer itself and from the services that its items include. */
function bagRefs(offer: unknown, lists: NdcLists): readonly string[] {
  const services = itemsOf(offer).flatMap((item) => [
    ...refsIn(item, SERVICE_IDS),
    ...refsIn(item, SERVICES),
  ])
  return [
    ...refsIn(offer, BAGS),
    ...services.flatMap((service) => lists.serviceBags.get(service) ?? []),
  ]
}

/** Fares differ by passenger; those of adults come first. */
function adultFirst(offer: unknown, lists: NdcLists): readonly unknown[] {
  const details = [
    ...all(offer, 'OfferItem', 'FareDetail'),
    ...all(offer, 'PricedOffer', 'OfferPrice'),
  ]
  const isAdult = (detail: unknown) =>
    refsIn(detail, PASSENGERS)
      .flatMap((ref) => ref.split(/\s+/))
      .some((id) => lists.passengers.get(id)?.type === 'adult')
  const [adults, others] = [details.filter(isAdult), details.filter((each) => !isAdult(each))]
  return [...adults, ...others].flatMap((detail) => descendants(detail, COMPONENTS))
}

function termsOfComponent(component: unknown, lists: NdcLists): Terms {
  const basis = at(component, 'FareBasis')
  const priceClass = lists.priceClasses.get(
    words(either(component, 'PriceClassRefID', 'PriceClassRef', 'PriceClassReference')) ?? ''
  )
  return {
    cabin: cabinOfNdc(at(component, 'CabinType') ?? at(basis, 'CabinType')) ?? priceClass?.cabin,
    rbd: words(
      at(component, 'RBD', 'RBD_Code') ?? either(component, 'RBD_Code', 'RBD') ?? at(basis, 'RBD')
    ),
    fareBasis:
      words(at(component, 'FareBasisCode')) ??
      words(at(basis, 'FareBasisCode', 'Code')) ??
      words(at(basis, 'FareBasisCode')) ??
      priceClass?.fareBasis,
  }
}
