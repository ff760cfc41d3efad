/** What the party pays, in major units rounded to the currency's own digits. */
import { minorDigits, toMajor, toMinor } from '../../../models/airline/money'
import type { NativePassengerPrice } from '../../wire/native-event'
import { MAX_PRICE, RANGES } from '../../wire/wire-values'
import type { DocumentProblem } from '../document/document'
import { sumOf } from '../document/json-value'
import { told } from '../document/problem-list'
import { within } from './fit'
import type { OfferDraft, PassengerDraft } from './offer-draft'

export type Money = {
  readonly currency: string
  readonly adult: NativePassengerPrice
  readonly prices: readonly NativePassengerPrice[]
  readonly passengers: number
  readonly total: number | undefined
}

/** Whose price stands for the offer's: the first of these in the party. */
const PRICE_SETTERS = ['adult', 'senior', 'youth', 'other', 'child', 'infant'] as const

export function moneyOf({
  currency,
  party,
  totalPrice,
}: OfferDraft): Money | Pick<DocumentProblem, 'code' | 'detail'> {
  if (currency === undefined) return { code: 'no-price', detail: 'names no currency' }
  if (minorDigits(currency) === undefined) {
    return { code: 'invalid', detail: `"${currency}" is not an ISO 4217 currency` }
  }
  if (party.length === 0) return { code: 'no-price', detail: 'names no price of a passenger' }
  const passengers = sumOf(party.map(({ count }) => count)) ?? 0
  if (party.some(({ count }) => count < 1) || within(passengers, RANGES.passengers) === undefined) {
    return { code: 'invalid', detail: `is for a party of ${passengers}` }
  }
  const prices = party.flatMap((passenger) => priceOf(passenger, currency) ?? [])
  const setter = PRICE_SETTERS.map((type) =>
    party.find((passenger) => passenger.type === type)
  ).find((passenger) => passenger !== undefined)
  const adult = prices.find(({ passenger_type }) => passenger_type === setter?.type)
  if (!adult) {
    const detail = totalPrice
      ? 'tells only what the whole party pays, not one adult of it'
      : 'names no price above 0'
    return { code: 'no-price', detail }
  }
  const all = prices.length === party.length
  const whole = all ? sumOf(prices.map(({ price, count }) => price * count)) : undefined
  const total = [totalPrice, whole].find((amount) => isPrice(amount, currency))
  return {
    currency,
    adult,
    prices,
    passengers,
    total: total === undefined ? undefined : rounded(total, currency),
  }
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
  return told({
    ...passenger,
    base_price: rounded(base, currency),
    taxes: rounded(taxes, currency),
    fees: fees ? rounded(fees, currency) : undefined,
  })
}

function rounded(amount: number, currency: string): number {
  return toMajor({ amountMinor: toMinor(amount, currency), currency })
}
