/**
 * Travelport JSON API, version 11: offerings by leg of the trip (`sequence`), each with options of
 * flights and prices, which refer to lists of flights, products and terms. Where a trip has several
 * legs, the prices of one combinability code belong together, and each of them is of the whole trip.
 */
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at, decimal, items, text } from '../document/json-value'
import { documentResult, withoutOffers } from '../offers/document-searches'
import type { Settled } from '../offers/offer-draft'
import { type Placed, settleEach } from '../offers/settle-each'
import { settle } from '../offers/settle-offer'
import { type CatalogLeg, type CatalogLists, catalogLists, legOf } from './catalog-lists'
import { catalogMoney } from './catalog-money'

export const travelportCatalog: DocumentSource = {
  name: 'travelport',
  format: 'json',
  recognises: (document) =>
    at(rootOf(document), 'CatalogProductOfferings') !== undefined || hasErrors(document),
  read,
}

const ROOT = 'CatalogProductOfferingsResponse'

function rootOf(document: unknown): unknown {
  return at(document, ROOT) ?? document
}

function hasErrors(document: unknown): boolean {
  return at(document, ROOT, 'Result', 'Error') !== undefined
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const root = rootOf(document)
  const prefix = at(document, ROOT) === undefined ? '' : `/${ROOT}`
  const path = `${prefix}/CatalogProductOfferings/CatalogProductOffering`
  const offerings = items(at(root, 'CatalogProductOfferings', 'CatalogProductOffering'))
  if (offerings.length === 0) {
    const words = items(at(root, 'Result', 'Error')).flatMap(
      (error) => text(at(error, 'Message')) ?? []
    )
    return words.length > 0
      ? withoutOffers('error-response', words.join('; '), `${prefix}/Result/Error`)
      : withoutOffers('no-offers', 'the list of offerings is empty', path)
  }
  const lists = catalogLists(root)
  const priced = offerings.flatMap((offering, place) => pricedOf(offering, `${path}/${place}`))
  const trips = tripsOf(priced)
  if (trips.length === 0) return withoutOffers('no-offers', 'no offering has a price', path)
  const settled = settleEach(trips, ({ value, pointer }) => [
    value.length > 0 ? settleTrip(value, lists) : { pointer, code: 'invalid', detail: ALONE },
  ])
  const about = {
    source: 'travelport',
    searchId:
      text(at(root, 'CatalogProductOfferings', 'Identifier', 'value')) ??
      text(at(root, 'transactionId')),
  }
  return documentResult(settled, about, context)
}

type Priced = {
  readonly pointer: string
  /** From 1. */
  readonly sequence: number
  readonly option: unknown
  readonly offering: unknown
  readonly codes: readonly string[]
}

function pricedOf(offering: unknown, pointer: string): Priced[] {
  const sequence = decimal(at(offering, 'sequence')) ?? 1
  return items(at(offering, 'ProductBrandOptions')).flatMap((option, optionPlace) =>
    items(at(option, 'ProductBrandOffering')).map((each, place) => ({
      pointer: `${pointer}/ProductBrandOptions/${optionPlace}/ProductBrandOffering/${place}`,
      sequence,
      option,
      offering: each,
      codes: items(at(each, 'CombinabilityCode')).flatMap((code) => text(code) ?? []),
    }))
  )
}

/**
 * Legs that are sold together; an answer of one leg has each of its prices alone. A first leg without
 * the others has none.
 */
function tripsOf(priced: readonly Priced[]): readonly Placed<readonly Priced[]>[] {
  const [first = [], ...others] = [...Map.groupBy(priced, ({ sequence }) => sequence)]
    .sort(([a], [b]) => a - b)
    .map(([, legs]) => legs)
  const most = Math.max(1, Math.floor(MOST_TRIPS / first.length))
  return first.flatMap((leg) => {
    const { pointer } = leg
    const trips = others.reduce<readonly (readonly Priced[])[]>(
      (known, next) => known.flatMap((trip) => withNext(trip, next)).slice(0, most),
      [[leg]]
    )
    return trips.length > 0 ? trips.map((value) => ({ value, pointer })) : [{ value: [], pointer }]
  })
}

function withNext(trip: readonly Priced[], next: readonly Priced[]) {
  return next.filter((each) => isCombinable([...trip, each])).map((each) => [...trip, each])
}

const ALONE = 'shares no CombinabilityCode with an offering of another leg'
/** Each first leg is taken with as many of the others as fit. */
const MOST_TRIPS = 2_000

function isCombinable(legs: readonly Priced[]): boolean {
  return legs[0]?.codes.some((code) => legs.every(({ codes }) => codes.includes(code))) === true
}

function settleTrip(legs: readonly Priced[], lists: CatalogLists): Settled {
  const pointer = legs[0]?.pointer ?? ''
  const missing: string[] = []
  const flown: readonly CatalogLeg[] = legs.flatMap(({ option, offering }) =>
    legOf(option, offering, lists, missing)
  )
  const [first] = missing
  if (first) return { pointer, code: 'unresolved-reference', detail: first }
  const prices = legs.map(({ offering }) => catalogMoney(at(offering, 'BestCombinablePrice')))
  const totals = new Set(prices.map(({ total }) => total))
  if (totals.size > 1) {
    const detail = `its legs name different prices of the trip: ${[...totals].join(' and ')}`
    return { pointer, code: 'invalid', detail }
  }
  const [money] = prices
  return settle({
    pointer,
    currency: money?.currency,
    totalPrice: money?.total,
    party: money?.party ?? [],
    directions: flown,
    bagsIncluded: flown[0]?.bags,
    validatingAirline: flown[0]?.validatingAirline,
    offerId: legs.length === 1 ? text(at(legs[0]?.offering, 'id')) : undefined,
    expiresAt: flown[0]?.expiresAt,
  })
}
