/**
 * Reads the text of a cell in the unit of its column; undefined where the text is no value of the
 * field.
 */
import { minorDigits, toMajor, toMinor } from '../../../models/airline/money'
import type { Cabin } from '../../../models/airline/trip'
import { cabinNamed } from '../../wire/cabin-names'
import { instant } from '../offers/document-searches'
import { isoMinutes, writtenMinutes } from '../offers/duration'
import { moneyText } from '../offers/money-text'
import type { DecimalMark, FeedUnit } from './feed-csv-map'

/** Spellings of a missing value; such a cell counts as empty. */
const NOTHING = /^(?:nan|nat|null|\(null\)|\\n|none|n\/a|#n\/a|#value!|<?na>?|nil|unknown|-+)?$/i

export function isNothing(text: string): boolean {
  return NOTHING.test(text)
}

const NUMBER = /^[+-]?(?:\d{1,15}(?:\.\d{0,40})?|\.\d{1,40})(?:e[+-]?\d{1,2})?$/i
/** Digits in groups of three; the separator is the mark that is not the decimal one. */
const GROUPED = {
  '.': /^-?\d{1,3}(?:[, '\u00a0\u202f]\d{3})+(?=\.|$)/,
  ',': /^-?\d{1,3}(?:[. '\u00a0\u202f]\d{3})+(?=,|$)/,
} as const

/** Without a declared mark "1,234.50" and "12,50" are refused: feeds disagree on what a comma is. */
export function numberIn(text: string, mark: DecimalMark | undefined): number | undefined {
  const group = mark && GROUPED[mark].exec(text)?.[0]
  const plain = group ? group.replaceAll(/[^\d-]/g, '') + text.slice(group.length) : text
  const written = mark === ',' ? plain.replace(',', '.') : plain
  if (mark === ',' && !group && text.includes('.')) return undefined
  return NUMBER.test(written) ? Number(written) : undefined
}

/**
 * Rounded to the currency's own digits: programs write prices with all digits of a float. A sign or
 * code beside the digits has to be one of the row's currency.
 */
export function moneyIn(
  text: string,
  unit: FeedUnit | undefined,
  currency: string,
  mark: DecimalMark | undefined
): number | undefined {
  const amount = numberIn(text, mark) ?? signedNumber(text, currency, mark)
  if (amount === undefined) return undefined
  const major = unit === 'minor' ? amount / 10 ** (minorDigits(currency) ?? 2) : amount
  return minorDigits(currency) === undefined
    ? major
    : toMajor({ amountMinor: toMinor(major, currency), currency })
}

function signedNumber(text: string, currency: string, mark: DecimalMark | undefined) {
  const money = moneyText(text)
  if (!money?.currencies?.includes(currency)) return undefined
  return numberIn(money.digits, mark)
}

export function minutesIn(
  text: string,
  unit: FeedUnit | undefined,
  mark: DecimalMark | undefined
): number | undefined {
  if (unit === 'iso-8601') return isoMinutes(text)
  const number = numberIn(text, mark)
  // "2h 50m" names its units itself.
  if (number === undefined) return writtenMinutes(text)
  if (unit === 'hours') return Math.round(number * 60)
  return Math.round(unit === 'seconds' ? number / 60 : number)
}

const STOP_WORDS = new Map([
  ['nonstop', 0],
  ['direct', 0],
  ['zero', 0],
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
])

/** A number, or words: "non-stop", "1 stop", "two stops", "1 Stop via DOH", "2 escalas". */
export function stopsIn(text: string, mark: DecimalMark | undefined): number | undefined {
  const number = numberIn(text, mark)
  if (number !== undefined) return number
  const bare = text
    .toLowerCase()
    .replace(/\s*\(.*\)$/, '')
    .replace(/\s(?:via|in|flights?)\b.*$/, '')
    .replaceAll(/[\s_-]+/g, '')
  const word = /^nonstop$/.test(bare) ? bare : bare.replace(STOP_NOUNS, '')
  return /^\d$/.test(word) ? Number(word) : STOP_WORDS.get(word)
}
const STOP_NOUNS =
  /(?:stop|stopover|layover|connection|transfer|change|escala|scalo|scali|escale|zwischenstopp|umstieg|correspondance)s?$/

export function instantIn(text: string, unit: FeedUnit | undefined): string | undefined {
  if (unit === undefined || unit === 'rfc-3339') return text
  const at = (numberIn(text, undefined) ?? Number.NaN) * (unit === 'epoch-seconds' ? 1000 : 1)
  return Math.abs(at) < MAX_INSTANT ? instant(at) : undefined
}
/** Dates end 8.64e15 ms after 1970. */
const MAX_INSTANT = 8.64e15

/** A local time; one without a day is of the day of departure. */
export function localTimeIn(text: string, day: string): string {
  if (/^\d{1,2}:\d\d(?::\d\d)?$/.test(text))
    return `${day}T${text.padStart(text.length < 6 ? 5 : 8, '0')}`
  return text.replace(/\s+/, 'T')
}

export function cabinIn(text: string): Cabin | undefined {
  return cabinNamed(text)
}
