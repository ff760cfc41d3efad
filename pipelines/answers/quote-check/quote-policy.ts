/**
 * A partner's tolerance between the shown price and the price after the click. Limits are shares of
 * the shown price and, for some partners, amounts of money; a price within either is in policy, so
 * the wider limit applies on each side.
 */
import type { Conversion } from '../../../models/airline/exchange-rates'
import { toMajor } from '../../../models/airline/money'

/** `lower <= 0 <= upper`, both included. */
export type Limits = { readonly lower: number; readonly upper: number }

export type QuotePolicy = {
  readonly shares: Limits
  /** Major units of `currency`. */
  readonly money?: (Limits & { readonly currency: string }) | undefined
}

export const PARTNER_POLICIES = {
  skyscanner: {
    shares: { lower: -0.04, upper: 0.01 },
    money: { lower: -25, upper: 7, currency: 'EUR' },
  },
  google: { shares: { lower: -0.02, upper: 0.02 } },
} as const satisfies Record<string, QuotePolicy>
export type Partner = keyof typeof PARTNER_POLICIES

export const MONEY_LIMITS = [
  /** The wider of shares and money limits applies. */
  'applied',
  /** Shares alone apply, because no rate to the quote's currency is known. */
  'no_rate',
  /** The policy has no money limits. */
  'none',
] as const

export type Tolerance = Limits & { readonly moneyLimits: (typeof MONEY_LIMITS)[number] }

/** Returns the tolerance for a price, as shares of it. */
export function toleranceOf(
  { shares, money }: QuotePolicy,
  price: { readonly amountMinor: number; readonly currency: string },
  convert: (from: string, to: string) => Conversion | undefined
): Tolerance {
  if (!money) return { ...shares, moneyLimits: 'none' }
  const rate = money.currency === price.currency ? 1 : convert(money.currency, price.currency)?.rate
  if (rate === undefined) return { ...shares, moneyLimits: 'no_rate' }
  const amount = toMajor(price)
  return {
    lower: Math.min(shares.lower, (money.lower * rate) / amount),
    upper: Math.max(shares.upper, (money.upper * rate) / amount),
    moneyLimits: 'applied',
  }
}
