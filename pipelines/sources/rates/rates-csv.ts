/**
 * The CSV forms of the bank, with or without quotes. Wide: "Date, USD, JPY, ..." and a line a day, of
 * the whole history (eurofxref-hist.csv, days as 2026-11-20) or of one day (eurofxref.csv, 20
 * November 2026). SDMX: a line a rate (data-api.ecb.europa.eu with format=csvdata), in columns found
 * by name.
 */
/// <reference path="../papaparse.d.ts" />
import Papa from 'papaparse'
import { MONTH_NAMES } from '../month-names'
import type { DayOfRates, DaysOfRates, RateProblem } from './days-of-rates'
import { daysOfSeries } from './rate-series'

/** A line a day: 54 years. */
const MOST_DAYS = 20_000
/** A line a rate: 40 currencies of ten years. */
const MOST_RATES = 100_000
const MOST_CURRENCIES = 400

type Row = { readonly line: number; readonly cells: readonly string[] }

export function readRatesCsv(text: string): DaysOfRates {
  const lines = rowsOf(text.replace(/^\uFEFF/, ''))
  if (typeof lines === 'string') return { days: [], problems: [{ line: 1, detail: lines }] }
  const [header, ...rows] = lines
  const names = header?.cells.map((cell) => cell.toUpperCase()) ?? []
  if (names[0] === 'DATE') return readWide(header?.cells.slice(1) ?? [], rows)
  if (names.includes('TIME_PERIOD') && names.includes('OBS_VALUE')) return readSdmx(names, rows)
  const first = header?.cells.slice(0, 3).join(',').slice(0, 60) ?? ''
  const detail =
    `starts with "${first}", which no form of rates does: send a CSV that starts with "Date" and ` +
    "one currency code a column, the bank's SDMX CSV, or its XML"
  return { days: [], problems: [{ line: 1, detail }] }
}

/** The bank ends each line with a comma, the first one included. A text is why there are too many. */
function rowsOf(text: string): readonly Row[] | string {
  const rows: Row[] = []
  let line = 1
  let reached = 0
  let closed: boolean | undefined
  let tooMany: string | undefined
  Papa.parse(text, {
    delimiter: delimiterOf(text),
    skipEmptyLines: false,
    step: ({ data, meta: { cursor } }, parser) => {
      const here = line
      line += text.slice(reached, cursor).split('\n').length - 1
      reached = cursor
      const cells = data.map((cell) => cell.trim())
      if (cells.length === 1 && cells[0] === '') return
      closed ??= cells.at(-1) === ''
      tooMany = tooManyText(rows, data.length)
      if (tooMany !== undefined) return parser.abort()
      rows.push({ line: here, cells: closed && cells.at(-1) === '' ? cells.slice(0, -1) : cells })
    },
  })
  return tooMany ?? rows
}

function tooManyText(rows: readonly Row[], cells: number): string | undefined {
  if (cells > MOST_CURRENCIES) return `has more than ${MOST_CURRENCIES} columns`
  const isWide = rows[0]?.cells[0]?.toUpperCase() === 'DATE'
  const most = isWide ? MOST_DAYS : MOST_RATES
  return rows.length > most ? `has more than ${most} lines; send it in parts` : undefined
}

/**
 * Finds the delimiter in the header: spreadsheets of many countries write ";" with a decimal comma.
 */
function delimiterOf(text: string): string {
  const [header = ''] = text.split('\n', 1)
  if (header.includes('\t')) return '\t'
  return /^[^,]*;/.test(header) ? ';' : ','
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
    const pairs = currencies.map((currency, at) => [currency, withPoint(rates[at] ?? '')] as const)
    days.push({ line, date: isoDayOf(date), rates: pairs })
  }
  return { days, problems }
}

/** Daily reference rates per euro; any other series in the file is reported. */
function readSdmx(names: readonly string[], rows: readonly Row[]): DaysOfRates {
  return daysOfSeries(
    rows.map(({ line, cells }) => {
      const cell = (name: string) => cells[names.indexOf(name)]
      const value = withPoint(cell('OBS_VALUE') ?? '')
      return { line, dimension: cell, date: cell('TIME_PERIOD') ?? '', value }
    })
  )
}

/** A comma within a cell is the decimal mark: rates have no groups of digits. */
function withPoint(rate: string): string {
  return rate.replace(/^(\d+),(\d+)$/, '$1.$2')
}

function isoDayOf(date: string): string {
  const [, day = '', name = '', year] = /^(\d{1,2}) ([a-z]+) (\d{4})$/i.exec(date) ?? []
  const month = MONTH_NAMES.indexOf(name.toLowerCase()) + 1
  if (!year || month === 0) return date
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}
