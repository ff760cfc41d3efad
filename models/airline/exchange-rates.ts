/**
 * Daily reference rates as the European Central Bank publishes them: units of a currency per euro,
 * one table a day. Two currencies are exchanged through the euro within one table, so three of them
 * always agree. The same amount and the same table give the same result.
 */
import { dayNumber, dayOf, type IsoDay } from './calendar'
import { minorDigits } from './money'

/**
 * No rates are published on weekends and holidays; Easter, the longest break, leaves 5 days between
 * two tables.
 */
export const MAX_RATE_AGE_DAYS = 7

/**
 * Currencies pegged by law that the bank's tables omit. Source: Centrale Bank van Curaçao en Sint
 * Maarten, 1.79 guilders per US dollar.
 */
const PEGS: ReadonlyMap<string, { readonly currency: string; readonly units: number }> = new Map([
  ['XCG', { currency: 'USD', units: 1.79 }],
])

export type RateTable = {
  readonly date: IsoDay
  /** Publisher of the rates. */
  readonly source: string
  /** Units per euro, by ISO 4217 code; the euro itself is not listed. */
  readonly perEuro: Readonly<Record<string, number>>
}

/** The conversion applied to an amount, as every answer states it. */
export type Conversion = {
  readonly from: string
  readonly to: string
  /** Units of `to` for one unit of `from`. */
  readonly rate: number
  /** Day of the rate table, at most `MAX_RATE_AGE_DAYS` before the requested day. */
  readonly date: IsoDay
  readonly source: string
}

/**
 * Finds the latest table on or before the day, within `MAX_RATE_AGE_DAYS`; `tables` may be in any
 * order.
 */
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

/**
 * Returns undefined when no table is near enough to the day, or when it lacks one of the two
 * currencies.
 */
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
 * Converts to minor units of `to`, rounded to the nearest whole unit, halves up. The product is a
 * double, so a half is exact to about 15 digits, as in any client that computes from the stated
 * rate.
 */
export function convertMinor(amountMinor: number, conversion: Conversion): number {
  return Math.round(convertExactly(amountMinor, conversion))
}

/** Converts as `convertMinor` does, without rounding. */
export function convertExactly(amountMinor: number, { from, to, rate }: Conversion): number {
  const units = 10 ** ((minorDigits(to) ?? 2) - (minorDigits(from) ?? 2))
  return units < 1 ? (amountMinor * rate) / Math.round(1 / units) : amountMinor * rate * units
}

/** Inverts the conversion, by the same rate table. */
export function reversed({ from, to, rate, date, source }: Conversion): Conversion {
  return { from: to, to: from, rate: 1 / rate, date, source }
}
