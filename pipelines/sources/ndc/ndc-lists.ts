/** The lists of an NDC document that its offers refer to, under the names of all versions. */
import type { Cabin } from '../../../models/airline/trip'
import { cabinNamed } from '../../wire/cabin-names'
import { isoMinutes } from '../offers/duration'
import type { SegmentDraft } from '../offers/offer-draft'
import { bagsOf, type PassengerType, passengerTypeOf } from '../offers/travel-codes'
import { number, words } from '../xml/xml-value'
import { type ImpliedDigits, impliedDigits } from './amounts'
import { cabinOfNdc } from './cabins'
import { all, at, either } from './names'
import { BAGS, type Resolved, refsIn, resolve, SEGMENTS } from './references'
import { segmentOf } from './segments'

export type Journey = {
  readonly durationMinutes: number | undefined
  readonly flights: Resolved<SegmentDraft>
}
export type Passenger = { readonly type: PassengerType; readonly count: number }
export type PriceClass = {
  readonly cabin: Cabin | undefined
  readonly fareBasis: string | undefined
}

export type NdcLists = {
  readonly segments: ReadonlyMap<string, SegmentDraft>
  readonly journeys: ReadonlyMap<string, Journey>
  readonly passengers: ReadonlyMap<string, Passenger>
  readonly priceClasses: ReadonlyMap<string, PriceClass>
  readonly checkedBags: ReadonlyMap<string, number>
  /** References to baggage allowances, by service definition. */
  readonly serviceBags: ReadonlyMap<string, readonly string[]>
  readonly impliedDigits: ImpliedDigits
}

export function listsOf(root: unknown): NdcLists {
  const lists = at(root, 'Response', 'DataLists') ?? at(root, 'DataLists')
  const list = (ids: readonly string[], ...path: readonly string[]) =>
    byId(all(lists, ...path), ids)
  const dated = {
    marketing: list(
      ['DatedMarketingSegmentId', 'DatedMarketingSegmentID'],
      'DatedMarketingSegmentList',
      'DatedMarketingSegment'
    ),
    operating: list(
      ['DatedOperatingSegmentId', 'DatedOperatingSegmentID'],
      'DatedOperatingSegmentList',
      'DatedOperatingSegment'
    ),
    legs: list(['DatedOperatingLegID'], 'DatedOperatingLegList', 'DatedOperatingLeg'),
  }
  const segments = mapped(
    [
      list(['SegmentKey'], 'FlightSegmentList', 'FlightSegment'),
      list(['PaxSegmentID'], 'PaxSegmentList', 'PaxSegment'),
    ],
    (segment) => segmentOf(segment, dated)
  )
  return {
    segments,
    journeys: mapped(
      [
        list(['FlightKey'], 'FlightList', 'Flight'),
        list(['PaxJourneyID'], 'PaxJourneyList', 'PaxJourney'),
      ],
      (journey) => ({
        flights: resolve(segments, refsIn(journey, SEGMENTS)),
        durationMinutes: isoMinutes(
          words(either(journey, 'Duration') ?? at(journey, 'Journey', 'Time'))
        ),
      })
    ),
    passengers: mapped(
      [
        list(['ObjectKey'], 'AnonymousTravelerList', 'AnonymousTraveler'),
        list(['ObjectKey'], 'RecognizedTravelerList', 'RecognizedTraveler'),
        list(['PassengerID'], 'PassengerList', 'Passenger'),
        list(['PaxID'], 'PaxList', 'Pax'),
      ],
      (passenger) => ({
        type: passengerTypeOf(words(at(passenger, 'PTC'))),
        count: number(at(passenger, 'PTC', 'Quantity')) ?? 1,
      })
    ),
    priceClasses: mapped(
      [list(['PriceClassID', 'ObjectKey'], 'PriceClassList', 'PriceClass')],
      (priceClass) => ({
        cabin:
          cabinOfNdc(at(priceClass, 'CabinType')) ??
          cabinNamed(words(at(priceClass, 'ClassOfService', 'MarketingName'))) ??
          cabinNamed(words(at(priceClass, 'Name'))),
        fareBasis: words(at(priceClass, 'FareBasisCode')),
      })
    ),
    checkedBags: checkedBagsOf(lists),
    serviceBags: mapped(
      [list(['ServiceDefinitionID'], 'ServiceDefinitionList', 'ServiceDefinition')],
      (service) => refsIn(service, BAGS)
    ),
    impliedDigits: impliedDigits(root),
  }
}

/** Bags for the cabin are in the same list from 17.2. */
function checkedBagsOf(lists: unknown): ReadonlyMap<string, number> {
  const checked = byId(all(lists, 'CheckedBagAllowanceList', 'CheckedBagAllowance'), ['ListKey'])
  const mixed = byId(all(lists, 'BaggageAllowanceList', 'BaggageAllowance'), ['BaggageAllowanceID'])
  const bags = new Map<string, number>()
  for (const [id, allowance] of [...checked, ...mixed]) {
    const kind = words(either(allowance, 'BaggageCategory', 'TypeCode')) ?? ''
    const pieces = all(allowance, 'PieceAllowance')
      .map((piece) => number(either(piece, 'TotalQuantity', 'TotalQty')))
      .find((count) => count !== undefined)
    const weight = number(
      at(allowance, 'WeightAllowance', 'MaximumWeight', 'Value') ??
        at(allowance, 'WeightAllowance', 'MaximumWeightMeasure')
    )
    const count = bagsOf(pieces, weight)
    if (count !== undefined && !/carry|cabin|hand|personal/i.test(kind)) bags.set(id, count)
  }
  return bags
}

function byId(elements: readonly unknown[], ids: readonly string[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  for (const element of elements) {
    const id = words(either(element, ...ids))
    if (id !== undefined) found.set(id, element)
  }
  return found
}

function mapped<T>(
  lists: readonly ReadonlyMap<string, unknown>[],
  read: (element: unknown) => T
): ReadonlyMap<string, T> {
  return new Map(lists.flatMap((list) => Array.from(list, ([id, element]) => [id, read(element)])))
}
