/**
 * Currencies of ISO 4217 with their minor units and the days they were in use. Currencies that have
 * ended since 2014 are known with their last day, so that an event of an earlier day can carry them.
 * The table is written by `tools/generate/currencies/generate.ts`.
 */
import { once } from '../runtime/once'
import table from './currencies.generated.json'

export type Currency = {
  /** ISO 4217 */
  readonly code: string
  /** Digits after the decimal point of one unit. */
  readonly minorDigits: number
  /** First day of use, where it is known. */
  readonly from?: string
  /** Last day of use of a currency that has left the list. */
  readonly until?: string
}

/** code 3, minor digits 1, first day 10, last day 10 characters */
const WIDTH = 24

const byCode = once(() => new Map(readTable().map((each) => [each.code, each])))

/**
 * Returns undefined for a code that is not in ISO 4217 and for codes that are not money (XAU, XXX,
 * XTS).
 */
export function currency(code: string): Currency | undefined {
  return byCode().get(code)
}

/** Lists the currencies of the newest edition of ISO 4217. */
export function currentCurrencies(): Currency[] {
  return readTable().filter(({ until }) => until === undefined)
}

/** Whether the currency is in use in the newest edition. */
export function isCurrentCurrency(code: string): boolean {
  const known = currency(code)
  return known !== undefined && known.until === undefined
}

/** Explains why an amount observed on a day cannot be in this currency; undefined when it can. */
export function currencyObjection(code: string, day: string): string | undefined {
  const known = currency(code)
  if (!known) return `${code} is not an ISO 4217 currency`
  if (known.until !== undefined && day > known.until) {
    return `${code} ended on ${known.until}; send the amount in the currency that replaced it`
  }
  if (known.from !== undefined && day < known.from) {
    return `${code} did not exist before ${known.from}; send the currency of the time`
  }
  return undefined
}

function readTable(): Currency[] {
  return Array.from({ length: table.currencies.length / WIDTH }, (_, row) => {
    const record = table.currencies.slice(row * WIDTH, (row + 1) * WIDTH)
    const from = record.slice(4, 14).trim()
    const until = record.slice(14).trim()
    return {
      code: record.slice(0, 3),
      minorDigits: Number(record[3]),
      ...(from === '' ? {} : { from }),
      ...(until === '' ? {} : { until }),
    }
  })
}
