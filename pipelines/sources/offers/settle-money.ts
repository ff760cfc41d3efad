/**
 * Prices of the party, in major units rounded to the currency's own digits. Two rules hold for
 * every source: an amount counts only in the currency it is written in, and the prices of the
 * passengers have to add up to the offer's total.
 */
import { minorDigits, toMajor, toMinor } from '../../../models/airline/money'
import type { NativePassengerPrice } from '../../wire/native-event'
import { MAX_PRICE, RANGES } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import type { DocumentProblem } from '../document/document'
import { sumOf } from '../document/json-value'
import { within } from './fit'
import type { OfferDraft, PassengerDraft } from './offer-draft'

export type Money = {
  readonly currency: string
  readonly adult: NativePassengerPrice
  readonly prices: readonly NativePassengerPrice[]
  readonly passengers: number
  readonly total: number | undefined
}
export type MoneyProblem = Pick<DocumentProblem, 'code' | 'detail'> & {
  readonly pointer?: string | undefined
}

/** The first of these types in the party sets the offer's price. */
const PRICE_SETTERS = ['adult', 'senior', 'youth', 'other', 'child', 'infant'] as const

export function moneyOf(written: OfferDraft): Money | MoneyProblem {
  const draft = withCodes(written)
  const { currency, party } = draft
  if (currency === undefined) return { code: 'no-price', detail: 'names no currency' }
  if (minorDigits(currency) === undefined) {
    return { code: 'invalid', detail: `"${currency}" is not an ISO 4217 currency` }
  }
  if (party.length === 0) return { code: 'no-price', detail: 'names no price of a passenger' }
  const passengers = sumOf(party.map(({ count }) => count)) ?? 0
  if (party.some(({ count }) => count < 1) || within(passengers, RANGES.passengers) === undefined) {
    return { code: 'invalid', detail: `is for a party of ${passengers}` }
  }
  const total = isPrice(draft.totalPrice, currency)
    ? rounded(draft.totalPrice, currency)
    : undefined
  const shares = sharesOf(party, total, passengers, currency)
  if ('code' in shares) return shares

  const prices = shares.flatMap((passenger) => priceOf(passenger, currency) ?? [])
  const setter = PRICE_SETTERS.map((type) => party.find((each) => each.type === type)).find(
    (passenger) => passenger !== undefined
  )
  const adult = prices.find(({ passenger_type }) => passenger_type === setter?.type)
  if (!adult) return withoutPrice(setter, draft, currency)
  const sum = prices.length === party.length ? partySum(shares) : undefined
  const whole = isPrice(sum, currency) ? rounded(sum, currency) : undefined
  return { currency, adult, prices, passengers, total: total ?? whole }
}

/** Scrapers write codes of currencies in small letters as well. */
function withCodes(draft: OfferDraft): OfferDraft {
  const party = draft.party.map((each) => ({ ...each, currency: upper(each.currency) }))
  return { ...draft, currency: upper(draft.currency), party }
}

function upper(code: string | undefined): string | undefined {
  return code?.trim().toUpperCase()
}

function withoutPrice(
  setter: PassengerDraft | undefined,
  { totalPrice }: OfferDraft,
  currency: string
): MoneyProblem {
  const own = setter?.currency
  if (own !== undefined && own !== currency) {
    const detail = `prices a passenger in ${own} and the offer in ${currency}; send one currency`
    return { code: 'no-price', detail, pointer: setter?.pointer }
  }
  const detail = totalPrice
    ? 'names only what the whole party pays, not the price of one adult'
    : 'names no price above 0'
  return { code: 'no-price', detail }
}

/**
 * The party with prices in the offer's currency that agree with its total. Passengers of one type
 * pay equal shares of a total above their sum (it holds a fee that their own prices leave out), and
 * of a total whose parts are in another currency. Anything else that does not add up is refused:
 * which of the amounts is wrong cannot be known.
 */
function sharesOf(
  party: readonly PassengerDraft[],
  total: number | undefined,
  passengers: number,
  currency: string
): readonly PassengerDraft[] | MoneyProblem {
  const known = party.map((each) => inOfferCurrency(each, currency))
  if (total === undefined) return known
  const complete = known.every(({ price }) => isPrice(price, currency))
  // A written price of 0 is a fault of the document, not an unknown share.
  if (known.some(({ price }) => price !== undefined && !isPrice(price, currency))) return known
  const missing = toMinor(total, currency) - toMinor(partySum(known) ?? 0, currency)
  const slack = Math.max(ROUNDING_UNITS, passengers)
  if (complete ? Math.abs(missing) <= slack : missing >= -slack) {
    return complete || party.length > 1 ? known : equalShares(party, total)
  }
  const sum = rounded(partySum(known) ?? 0, currency)
  const mayShare = party.length === 1 && (passengers === 1 || missing > 0)
  if (mayShare && !isSlip(known, sum, total, currency)) return equalShares(party, total)
  const detail = `its passengers pay ${sum} ${currency} together, its total is ${total} ${currency}`
  return { code: 'invalid', detail }
}
/** No fee or discount doubles or halves a price; a slip of the decimal point does. */
const MOST_APART = 2

/** Some senders write a passenger's price in another currency and do not name it: that is no slip. */
function isSlip(
  party: readonly PassengerDraft[],
  sum: number,
  total: number,
  currency: string
): boolean {
  const isNamed = party.every((each) => each.currency === currency && each.price !== undefined)
  return isNamed && (total > sum * MOST_APART || sum > total * MOST_APART)
}

/** Senders round each share; a difference of so many minor units is no contradiction. */
const ROUNDING_UNITS = 5

function inOfferCurrency(passenger: PassengerDraft, currency: string): PassengerDraft {
  if (passenger.currency === undefined || passenger.currency === currency) return passenger
  const { type, count, pointer } = passenger
  return { type, count, pointer, currency: passenger.currency, price: undefined }
}

/** Base and taxes of another price would not add up, so they are left out. */
function equalShares(party: readonly PassengerDraft[], total: number): readonly PassengerDraft[] {
  return party.map(({ type, count }) => ({ type, count, price: total / count }))
}

function partySum(party: readonly PassengerDraft[]): number | undefined {
  return sumOf(party.map(({ price, count }) => price && price * count))
}

function isPrice(amount: number | undefined, currency: string): amount is number {
  return amount !== undefined && amount <= MAX_PRICE && toMinor(amount, currency) >= 1
}

/** Parts that do not add up to the price are left out: which of them is wrong cannot be known. */
function priceOf(draft: PassengerDraft, currency: string): NativePassengerPrice | undefined {
  const { type, count, base, fees } = draft
  if (!isPrice(draft.price, currency)) return undefined
  const price = rounded(draft.price, currency)
  const passenger = { passenger_type: type, count, price }
  if (base === undefined) return passenger

  const taxes = draft.taxes ?? price - base - (fees ?? 0)
  const rest = toMinor(price - base - taxes - (fees ?? 0), currency)
  if (base < 0 || taxes < 0 || rest !== 0) return passenger
  return definedFields({
    ...passenger,
    base_price: rounded(base, currency),
    taxes: rounded(taxes, currency),
    fees: fees ? rounded(fees, currency) : undefined,
  })
}

function rounded(amount: number, currency: string): number {
  return toMajor({ amountMinor: toMinor(amount, currency), currency })
}
