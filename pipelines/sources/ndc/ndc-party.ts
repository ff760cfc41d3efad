/**
 * Shares of the passengers of an NDC offer. An offer is the sum of its items; an item is priced for
 * its passengers together, its fare details for one of them, and carriers mix the two up: the
 * reading whose sums add up is taken. Where none does, the share of one passenger is unknown.
 */
import { sumOf } from '../document/json-value'
import type { PassengerDraft } from '../offers/offer-draft'
import { perPassenger } from '../sabre/sabre-party'
import { words } from '../xml/xml-value'
import { type Price, priceOf } from './amounts'
import { all, at, either } from './names'
import type { NdcLists, Passenger } from './ndc-lists'
import { type Found, JOURNEYS, PASSENGERS, refsIn, resolve, SEGMENTS } from './references'

export type OfferParty = {
  readonly party: readonly PassengerDraft[]
  readonly currency: string | undefined
  readonly total: number | undefined
}
type Share = Pick<PassengerDraft, 'price' | 'base' | 'taxes' | 'fees'>
type Payer = Found<Passenger>
type Fare = { readonly payers: readonly Payer[]; readonly price: Price }
type Item = {
  readonly payers: readonly Payer[]
  readonly price: Price | undefined
  readonly fares: readonly Fare[]
  readonly flies: boolean
}

const UNKNOWN: Share = { price: undefined }
/** Sums of decimals are not exact, and carriers round shares to the cent. */
const ROUNDING = 0.05

export function partyOf(
  offer: unknown,
  lists: NdcLists
): OfferParty | { readonly missing: string } {
  const whole = priceOf(at(offer, 'TotalPrice'), lists.impliedDigits)
  const items: Item[] = []
  for (const element of itemsOf(offer)) {
    const item = itemOf(element, lists)
    if ('missing' in item) return item
    items.push(item)
  }
  const alone = items.length === 1 ? whole : undefined
  const priced = perParty(items, whole).map((item) => ({ ...item, price: item.price ?? alone }))
  const total = whole?.total ?? totalOf(priced)
  const currency =
    whole?.currency ??
    priced.map(({ price, fares }) => price?.currency ?? fares[0]?.price.currency).find(Boolean)
  return { party: sharesOf(priced, currency), currency, total }
}

/**
 * Leaves out optional items, which the price does not include. 15.2 has one item, with a price for
 * each type.
 */
export function itemsOf(offer: unknown): readonly unknown[] {
  const items = all(offer, 'OfferItem')
  const needed = items.filter((item) => words(at(item, 'MandatoryInd')) === 'true')
  if (needed.length > 0) return needed
  if (items.length > 0) return items
  return all(offer, 'PricedOffer').slice(0, 1)
}

function itemOf(item: unknown, lists: NdcLists): Item | { readonly missing: string } {
  const everyone = [...lists.passengers].map(([id, value]) => ({ id, value }))
  const payersOf = (value: unknown, otherwise: readonly Payer[]) => {
    const refs = refsIn(value, PASSENGERS)
    // Without a list of passengers, each reference is an adult.
    if (lists.passengers.size === 0) {
      return { found: (refs.length > 0 ? refs : ['']).map(oneAdult) }
    }
    return refs.length > 0 ? resolve(lists.passengers, refs) : { found: otherwise }
  }
  const payers = payersOf(item, everyone)
  if ('missing' in payers) return payers
  const fares: Fare[] = []
  for (const fare of [...all(item, 'FareDetail'), ...all(item, 'OfferPrice')]) {
    const price = farePrice(fare, lists)
    const payersOfFare = payersOf(fare, payers.found)
    if ('missing' in payersOfFare) return payersOfFare
    if (price) fares.push({ payers: payersOfFare.found, price })
  }
  return {
    payers: payers.found,
    price: priceOf(either(item, 'TotalPriceDetail', 'Price'), lists.impliedDigits),
    fares,
    flies: refsIn(item, JOURNEYS).length > 0 || refsIn(item, SEGMENTS).length > 0,
  }
}

function oneAdult(id: string): Payer {
  return { id, value: { type: 'adult', count: 1 } }
}

/** Picks the price that is paid: it comes first or is named so. */
function farePrice(fare: unknown, lists: NdcLists): Price | undefined {
  const kinds = all(fare, 'FarePriceType')
  const sold = kinds.find((kind) => /sell|sale/i.test(words(at(kind, 'FarePriceTypeCode')) ?? ''))
  return priceOf(
    at(sold ?? kinds[0], 'Price') ??
      at(fare, 'Price') ??
      at(fare, 'RequestedDate', 'PriceDetail') ??
      at(fare, 'PriceDetail'),
    lists.impliedDigits
  )
}

function headsOf(payers: readonly Payer[]): number {
  return sumOf(payers.map(({ value }) => value.count)) ?? 0
}

function totalOf(items: readonly Item[]): number | undefined {
  const currencies = new Set(items.map(({ price }) => price?.currency))
  return currencies.size === 1 && items.every(({ price }) => price)
    ? sumOf(items.map(({ price }) => price?.total))
    : undefined
}

/**
 * Items that add up to the offer only when counted once a passenger are prices of one passenger.
 */
function perParty(items: readonly Item[], whole: Price | undefined): readonly Item[] {
  const sum = totalOf(items)
  const times = items.map(({ payers, price }) => (price?.total ?? 0) * headsOf(payers))
  const each = sumOf(times)
  if (!whole || sum === undefined || isNear(sum, whole.total) || !isNear(each, whole.total)) {
    return items
  }
  return items.map((item) => ({
    ...item,
    price: item.price && scaled(item.price, headsOf(item.payers)),
  }))
}

function scaled(price: Price, times: number): Price {
  const multiplied = (amount: number | undefined) =>
    amount === undefined ? undefined : amount * times
  return {
    currency: price.currency,
    total: price.total * times,
    base: multiplied(price.base),
    taxes: multiplied(price.taxes),
    fees: multiplied(price.fees),
  }
}

/** A passenger pays the sum of the shares in all items; one unknown share makes it unknown. */
function sharesOf(items: readonly Item[], currency: string | undefined): PassengerDraft[] {
  const shares = new Map<string, { readonly payer: Payer; share: Share }>()
  for (const item of items) {
    for (const { payer, share } of itemShares(item, currency)) {
      const known = shares.get(payer.id)
      if (known) known.share = plus(known.share, share)
      else shares.set(payer.id, { payer, share })
    }
  }
  const alike = Map.groupBy(
    shares.values(),
    ({ payer, share }) => `${payer.value.type} ${share.price?.toFixed(2)}`
  )
  return [...alike.values()].flatMap((group) =>
    group.slice(0, 1).map(({ payer, share }) => ({
      type: payer.value.type,
      count: headsOf(group.map((each) => each.payer)),
      ...share,
    }))
  )
}

function itemShares(
  { payers, price: written, fares, flies }: Item,
  currency: string | undefined
): { readonly payer: Payer; readonly share: Share }[] {
  const price = (written?.currency ?? currency) === currency ? written : undefined
  const same = fares.filter((fare) => (fare.price.currency ?? currency) === currency)
  const drafts = perPassenger(
    same.map(({ payers: own, price: each }) => ({
      type: own[0]?.value.type ?? 'adult',
      count: headsOf(own),
      price: each.total,
      base: each.base,
      taxes: each.taxes,
      fees: each.fees,
    })),
    price?.total
  )
  const sum = sumOf(drafts.map((draft) => (draft.price ?? 0) * draft.count))
  const agrees = price === undefined || isNear(sum, price.total)
  if (same.length > 0 && agrees) {
    return same.flatMap((fare, place) =>
      fare.payers.map((payer) => ({ payer, share: drafts[place] ?? UNKNOWN }))
    )
  }
  const types = new Set(payers.map(({ value }) => value.type))
  if (price && types.size === 1) {
    const share = scaled(price, 1 / headsOf(payers))
    return payers.map((payer) => ({ payer, share: { ...share, price: share.total } }))
  }
  return price || flies ? payers.map((payer) => ({ payer, share: UNKNOWN })) : []
}

function plus(one: Share, other: Share): Share {
  const both = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a + b
  return {
    price: both(one.price, other.price),
    base: both(one.base, other.base),
    taxes: both(one.taxes, other.taxes),
    fees: sumOf([one.fees, other.fees]),
  }
}

function isNear(amount: number | undefined, other: number): boolean {
  return amount !== undefined && Math.abs(amount - other) < ROUNDING
}
