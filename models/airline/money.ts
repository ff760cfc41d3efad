/** Money is integer minor units with an ISO 4217 currency; decimal text on the wire. */
import { currency as currencyOf } from './currencies'

export type Money = { readonly amountMinor: number; readonly currency: string }

/** Digits after the decimal point of one unit; undefined when ISO 4217 never had the currency. */
export function minorDigits(currency: string): number | undefined {
  return currencyOf(currency)?.minorDigits
}

export function toMinor(amount: number, currency: string): number {
  return Math.round(amount * 10 ** (minorDigits(currency) ?? 2))
}

export function toMajor({ amountMinor, currency }: Money): number {
  return amountMinor / 10 ** (minorDigits(currency) ?? 2)
}

/** Decimal text with the currency's own digits: "234.48", "1200" for JPY. */
export function decimalText(money: Money): string {
  return toMajor(money).toFixed(minorDigits(money.currency) ?? 2)
}
