/**
 * A file of daily rates in one of the European Central Bank's forms. Every day becomes a table or a
 * problem: a day with an unreadable rate is refused whole, so that no table is incomplete.
 */
import { IsoDay } from '../../../models/airline/calendar'
import type { RateTable } from '../../../models/airline/exchange-rates'
import type { DayOfRates, RateProblem } from './days-of-rates'
import { readRatesCsv } from './rates-csv'
import { readRatesXml } from './rates-xml'

export type RateFile = {
  /** One table a day, oldest first. */
  readonly tables: readonly RateTable[]
  readonly problems: readonly RateProblem[]
}

/** 54 years of days. */
const MOST_DAYS = 20_000

/** Spellings of a missing rate in CSV. */
const NONE = new Set(['', 'N/A', '-'])

export function readRateFile(text: string, source: string): RateFile {
  const { days, problems } = /^\s*</.test(text) ? readRatesXml(text) : readRatesCsv(text)
  if (days.length > MOST_DAYS) {
    const detail = `has more than ${MOST_DAYS} days; send it in parts`
    return { tables: [], problems: [{ line: 1, detail }] }
  }
  const tables = new Map<string, RateTable>()
  const refused = [...problems]
  for (const day of days) {
    const table = tableOf(day, source)
    if (typeof table === 'string') refused.push({ line: day.line, detail: table })
    else if (tables.has(day.date)) {
      refused.push({ line: day.line, detail: `${day.date} stands in the file twice; keep one` })
    } else tables.set(day.date, table)
  }
  return {
    tables: [...tables.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
    problems: refused.sort((a, b) => a.line - b.line),
  }
}

/** Returns a text with the reason where the day makes no table. */
function tableOf({ date, rates }: DayOfRates, source: string): RateTable | string {
  if (!IsoDay.safeParse(date).success) {
    return `"${date.slice(0, 40)}" is no day; write 2026-11-20 or 20 November 2026`
  }
  const perEuro: Record<string, number> = {}
  for (const [currency, written] of rates) {
    if (NONE.has(written)) continue
    if (!/^[A-Z]{3}$/.test(currency)) return `"${currency.slice(0, 40)}" is no currency code`
    if (currency === 'EUR') return 'EUR is what the others are given per; leave it out'
    if (currency in perEuro) return `${currency} has two rates; keep one`
    const rate = /^\d{1,12}(\.\d{1,12})?$/.test(written) ? Number(written) : 0
    if (rate <= 0) return `${currency} "${written.slice(0, 40)}" is no rate; write units per euro`
    perEuro[currency] = rate
  }
  if (Object.keys(perEuro).length === 0) return `${date} has no rate at all`
  return { date, source, perEuro }
}
