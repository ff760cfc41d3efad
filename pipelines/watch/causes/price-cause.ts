/**
 * The cause of a shift of fares, by its factor. A power of ten and a rate of exchange are looked for
 * first; missing taxes take one factor from every fare, a sale takes its own from each.
 */
import { unitsPerDollar } from '../../../models/airline/currency-magnitude'
import type { IncidentClass } from './cause-finding'

export type PriceShift = {
  /** Natural logarithm of the fare over the expected one. */
  readonly log: number
  /** Whether it concerns the airline's fares in general, or only a few departures. */
  readonly isWide: boolean
  /** Whether it happened within a day; a drift does not. */
  readonly isSudden: boolean
  /** Whether fares changed by exactly one factor. */
  readonly isUniform: boolean
  readonly currency: string
  /** Least distance, in logarithms, at which two factors are distinct. */
  readonly tolerance: number
}

/** Currencies in which most fares are stated; every factor is near the rate of some other one. */
// biome-ignore format: a list of codes
const STATED = [
  'EUR', 'USD', 'GBP', 'CHF', 'CAD', 'AUD', 'SGD', 'BRL', 'PLN', 'DKK', 'HKD', 'SEK', 'NOK', 'MXN',
  'CZK', 'THB', 'TRY', 'INR', 'JPY', 'RSD', 'HUF', 'KRW', 'RON', 'BGN', 'AED', 'QAR',
]
const POWERS = [Math.log(10), Math.log(100), Math.log(1_000)]
/** Shares of a fare that remain without its taxes. */
const WITHOUT_TAXES = { least: Math.log(0.45), most: Math.log(0.88) }
/** Rates nearer to 1 are no visible error. */
const LEAST_RATE = Math.log(1.25)

export function priceCause(shift: PriceShift): IncidentClass {
  const { log, isWide, isSudden, isUniform, tolerance } = shift
  if (!isWide) return narrowCause(log, tolerance)
  if (!isSudden) return 'data_error'
  const power = nearest(POWERS, Math.abs(log))
  const rate = nearest(ratesOf(shift.currency), log)
  const isTax = log >= WITHOUT_TAXES.least && log <= WITHOUT_TAXES.most
  if (power <= tolerance && power <= rate) return 'decimal_error'
  if (isTax) return isUniform ? 'missing_tax' : 'competitor_sale'
  if (rate <= tolerance) return 'currency_error'
  if (power <= tolerance) return 'decimal_error'
  return log < 0 && !isUniform ? 'competitor_sale' : 'data_error'
}

/** Single departures far below are a filing; far above nobody buys, so it is an error of data. */
function narrowCause(log: number, tolerance: number): IncidentClass {
  if (log < 0) return 'mistake_fare'
  return nearest(POWERS, log) <= tolerance ? 'decimal_error' : 'data_error'
}

function ratesOf(currency: string): number[] {
  const own = unitsPerDollar(currency)
  if (own === undefined) return []
  return STATED.flatMap((other) => {
    const log = Math.log((unitsPerDollar(other) ?? own) / own)
    return Math.abs(log) >= LEAST_RATE ? [log] : []
  })
}

function nearest(values: readonly number[], to: number): number {
  return values.reduce((least, value) => Math.min(least, Math.abs(value - to)), Infinity)
}
