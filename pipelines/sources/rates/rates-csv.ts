/**
 * The CSV form: "Date, USD, JPY, ..." and a line a day, of the whole history (eurofxref-hist.csv,
 * days as 2026-11-20) or of one day (eurofxref.csv, 20 November 2026). Nothing in it is quoted.
 */
import type { DayOfRates, DaysOfRates } from './rate-file'

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

export function readRatesCsv(text: string): DaysOfRates {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const closed = header.trimEnd().endsWith(',')
  const [first = '', ...currencies] = cellsOf(header, closed)
  if (first.toLowerCase() !== 'date') {
    const detail = 'must start with "Date", then one currency code a column, such as USD'
    return { days: [], problems: [{ line: 1, detail }] }
  }

  const days: DayOfRates[] = []
  const problems: { line: number; detail: string }[] = []
  for (const [index, written] of lines.entries()) {
    if (written.trim() === '') continue
    const line = index + 2
    const [date = '', ...rates] = cellsOf(written, closed)
    if (rates.length !== currencies.length) {
      const detail = `has ${rates.length} rates, the first line names ${currencies.length} currencies`
      problems.push({ line, detail })
      continue
    }
    const pairs = currencies.map((currency, at) => [currency, rates[at] ?? ''] as const)
    days.push({ line, date: isoDayOf(date), rates: pairs })
  }
  return { days, problems }
}

/** The bank ends each line with a comma, the first one included. */
function cellsOf(line: string, closed: boolean): string[] {
  const cells = line.split(',').map((cell) => cell.trim())
  return closed && cells.at(-1) === '' ? cells.slice(0, -1) : cells
}

function isoDayOf(date: string): string {
  const [, day = '', name = '', year] = /^(\d{1,2}) ([a-z]+) (\d{4})$/i.exec(date) ?? []
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  if (!year || month === 0) return date
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}
