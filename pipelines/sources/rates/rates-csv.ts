/**
 * The CSV forms of the bank, with or without quotes. Wide: "Date, USD, JPY, ..." and a line a day, of
 * the whole history (eurofxref-hist.csv, days as 2026-11-20) or of one day (eurofxref.csv, 20
 * November 2026). SDMX: a line a rate (data-api.ecb.europa.eu with format=csvdata), in columns found
 * by name.
 */
/// <reference path="../papaparse.d.ts" />
import Papa from 'papaparse'
import type { DayOfRates, DaysOfRates, RateProblem } from './days-of-rates'

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

type Row = { readonly line: number; readonly cells: readonly string[] }

export function readRatesCsv(text: string): DaysOfRates {
  const [header, ...rows] = rowsOf(text.replace(/^\uFEFF/, ''))
  const names = header?.cells.map((cell) => cell.toUpperCase()) ?? []
  if (names[0] === 'DATE') return readWide(header?.cells.slice(1) ?? [], rows)
  if (names.includes('TIME_PERIOD') && names.includes('OBS_VALUE')) return readSdmx(names, rows)
  const first = header?.cells.slice(0, 3).join(',').slice(0, 60) ?? ''
  const detail =
    `starts with "${first}", which no form of rates does: send a CSV that starts with "Date" and ` +
    "one currency code a column, the bank's SDMX CSV, or its XML"
  return { days: [], problems: [{ line: 1, detail }] }
}

/** The bank ends each line with a comma, the first one included. */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = []
  let line = 1
  let reached = 0
  let closed: boolean | undefined
  Papa.parse(text, {
    delimiter: /^[^,\n]*;/.test(text) ? ';' : ',',
    skipEmptyLines: false,
    step: ({ data, meta: { cursor } }) => {
      const here = line
      line += text.slice(reached, cursor).split('\n').length - 1
      reached = cursor
      const cells = data.map((cell) => cell.trim())
      if (cells.length === 1 && cells[0] === '') return
      closed ??= cells.at(-1) === ''
      rows.push({ line: here, cells: closed && cells.at(-1) === '' ? cells.slice(0, -1) : cells })
    },
  })
  return rows
}

function readWide(currencies: readonly string[], rows: readonly Row[]): DaysOfRates {
  const days: DayOfRates[] = []
  const problems: RateProblem[] = []
  for (const { line, cells } of rows) {
    const [date = '', ...rates] = cells
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

/** Daily reference rates per euro; any other series in the file is reported. */
function readSdmx(names: readonly string[], rows: readonly Row[]): DaysOfRates {
  const days = new Map<string, { line: number; rates: (readonly [string, string])[] }>()
  const problems: RateProblem[] = []
  for (const { line, cells } of rows) {
    const cell = (name: string) => cells[names.indexOf(name)] ?? ''
    const is = (name: string, wanted: string) =>
      !names.includes(name) || cell(name).toUpperCase() === wanted
    if (!is('FREQ', 'D') || !is('CURRENCY_DENOM', 'EUR') || !is('EXR_TYPE', 'SP00')) {
      const series = [cell('FREQ'), cell('CURRENCY'), cell('CURRENCY_DENOM'), cell('EXR_TYPE')]
      const detail = `is of the series ${series.join('.')}; send daily spot rates per euro (D, EUR, SP00)`
      problems.push({ line, detail })
      continue
    }
    const date = cell('TIME_PERIOD')
    const day = days.get(date) ?? { line, rates: [] }
    // Holidays of a currency have an empty observation.
    const value = cell('OBS_VALUE')
    day.rates.push([cell('CURRENCY'), value.toUpperCase() === 'NAN' ? '' : value])
    days.set(date, day)
  }
  return { days: Array.from(days, ([date, day]) => ({ date, ...day })), problems }
}

function isoDayOf(date: string): string {
  const [, day = '', name = '', year] = /^(\d{1,2}) ([a-z]+) (\d{4})$/i.exec(date) ?? []
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  if (!year || month === 0) return date
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}
