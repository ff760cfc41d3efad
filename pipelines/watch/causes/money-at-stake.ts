/** Money at stake in an incident, in the currency of its greatest part. */
import { unitsPerDollar } from '../../../models/airline/currency-magnitude'
import { toMajor, toMinor } from '../../../models/airline/money'
import type { Stake } from './cause-finding'
import type { Incident } from './incident'

/**
 * The sum over markets. Other currencies are added at fixed magnitudes, which suffice for an order of
 * urgency; those without a magnitude are left out. Undefined when no market has an amount.
 */
export function moneyAtStake({ parts }: Pick<Incident, 'parts'>): Stake | undefined {
  const stakes = parts.flatMap(({ stake }) => (stake && stake.amountMinor > 0 ? [stake] : []))
  const [first, ...others] = stakes.toSorted((a, b) => dollarsOf(b) - dollarsOf(a))
  if (!first) return undefined
  const { currency } = first
  const units = unitsPerDollar(currency)
  const added = others.reduce((sum, stake) => {
    if (stake.currency === currency) return sum + stake.amountMinor
    return units === undefined ? sum : sum + toMinor(dollarsOf(stake) * units, currency)
  }, first.amountMinor)
  return { amountMinor: Math.round(added), currency }
}

function dollarsOf(stake: Stake): number {
  const units = unitsPerDollar(stake.currency)
  return units === undefined ? 0 : toMajor(stake) / units
}

/**
 * An exposure counts everybody who was shown a fare; those who book it are what it costs. Without any
 * observed booking the exposure itself is the amount, which is its upper bound.
 */
export function expectedLoss(
  { amountMinor, currency }: Stake,
  { bookings, searches }: { readonly bookings: number; readonly searches: number }
): Stake {
  const share = bookings > 0 && searches > 0 ? Math.min(1, bookings / searches) : 1
  return { amountMinor: Math.round(amountMinor * share), currency }
}
