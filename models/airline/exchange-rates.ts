/**
 * Daily reference rates as the European Central Bank gives them: units of a currency per euro, one
 * table a day. Two currencies are exchanged through the euro within one table, so three of them
 * always agree. The same amount and the same table give the same result.
 */
import { dayNumber, dayOf, type IsoDay } from './calendar'
import { minorDigits } from './money'

/** No rates are set on weekends and holidays; Easter, the longest break, leaves 5 days between two. */
export const MAX_RATE_AGE_DAYS = 7

/**
 * Fixed by law and missing in the bank's tables. Source: Centrale Bank van Curaçao en Sint Maarten,
 * 1.79 guilders a US dollar.
 */
const PEGS: ReadonlyMap<string, { readonly currency: string; readonly units: number }> = new Map([
  ['XCG', { currency: 'USD', units: 1.79 }],
])

export type RateTable = {
  readonly date: IsoDay
  /** Who set the rates. */
  readonly source: string
  /** Units per euro, by ISO 4217 code; the euro itself is not listed. */
  readonly perEuro: Readonly<Record<string, number>>
}

/** What an amount was exchanged by, as every answer states it. */
export type Conversion = {
  readonly from: string
  readonly to: string
  /** Units of `to` for one unit of `from`. */
  readonly rate: number
  /** Of the table, at most `MAX_RATE_AGE_DAYS` before the day that was asked for. */
  readonly date: IsoDay
  readonly source: string
}

/** The latest table of the day or of the days before it; `tables` in any order. */
export function rateTableAt(tables: readonly RateTable[], day: IsoDay): RateTable | undefined {
  const oldest = oldestUsable(day)
  let latest: RateTable | undefined
  for (const table of tables) {
    if (table.date > day || table.date < oldest) continue
    if (!latest || table.date > latest.date) latest = table
  }
  return latest
}

export function oldestUsable(day: IsoDay): IsoDay {
  return dayOf(dayNumber(day) - MAX_RATE_AGE_DAYS)
}

/** Undefined without a table near the day, and where it lacks one of the two currencies. */
export function conversionAt(
  tables: readonly RateTable[],
  day: IsoDay,
  from: string,
  to: string
): Conversion | undefined {
  const table = rateTableAt(tables, day)
  return table && conversionIn(table, from, to)
}

export function conversionIn(
  { date, source, perEuro }: RateTable,
  from: string,
  to: string
): Conversion | undefined {
  if (minorDigits(from) === undefined || minorDigits(to) === undefined) return undefined
  const [fromRate, toRate] = [from, to].map((code) => unitsPerEuro(perEuro, code))
  if (fromRate === undefined || toRate === undefined) return undefined
  return { from, to, rate: from === to ? 1 : toRate / fromRate, date, source }
}

function unitsPerEuro(perEuro: RateTable['perEuro'], code: string): number | undefined {
  if (code === 'EUR') return 1
  const { currency, units } = PEGS.get(code) ?? {}
  const anchor = currency === undefined ? undefined : perEuro[currency]
  return perEuro[code] ?? (anchor && units && anchor * units)
}

/**
 * Minor units of `to`, to the nearest whole one, halves up. The product is a double: a half is met
 * to about 15 digits, as is everything a client computes from the stated rate.
 */
export function convertMinor(amountMinor: number, conversion: Conversion): number {
  return Math.round(convertExactly(amountMinor, conversion))
}

/** The same before rounding. */
export function convertExactly(amountMinor: number, { from, to, rate }: Conversion): number {
  const units = 10 ** ((minorDigits(to) ?? 2) - (minorDigits(from) ?? 2))
  return units < 1 ? (amountMinor * rate) / Math.round(1 / units) : amountMinor * rate * units
}

/** By the same table, the other way. */
export function reversed({ from, to, rate, date, source }: Conversion): Conversion {
  return { from: to, to: from, rate: 1 / rate, date, source }
}
