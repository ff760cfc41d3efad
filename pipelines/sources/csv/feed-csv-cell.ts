/** The text of a cell in the unit of its column. Undefined: it is not what its field holds. */
import { minorDigits } from '../../../models/airline/money'
import type { Cabin } from '../../../models/airline/trip'
import { cabinNamed } from '../../wire/cabin-names'
import { instant } from '../document/document-searches'
import { decimal } from '../document/json-value'
import { isoMinutes } from '../offers/duration'
import type { FeedUnit } from './feed-csv-map'

/** "1,234.50" is not guessed at: feeds disagree on what its comma is. */
export function moneyIn(text: string, unit: FeedUnit | undefined, currency: string) {
  const amount = decimal(text)
  if (amount === undefined || unit !== 'minor') return amount
  return amount / 10 ** (minorDigits(currency) ?? 2)
}

export function minutesIn(text: string, unit: FeedUnit | undefined): number | undefined {
  if (unit === 'iso-8601') return isoMinutes(text)
  const number = decimal(text)
  if (number === undefined) return undefined
  if (unit === 'hours') return Math.round(number * 60)
  return unit === 'seconds' ? Math.round(number / 60) : number
}

export function dayIn(text: string, unit: FeedUnit | undefined): string | undefined {
  const [a = '', b = '', c = ''] = text.split(/[./-]/)
  if (unit === 'YYYYMMDD') return text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
  if (unit === 'DD.MM.YYYY' || unit === 'DD/MM/YYYY') return isoDay(c, b, a)
  if (unit === 'MM/DD/YYYY') return isoDay(c, a, b)
  return text
}

function isoDay(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

export function instantIn(text: string, unit: FeedUnit | undefined): string | undefined {
  if (unit === undefined || unit === 'rfc-3339') return text
  const at = (decimal(text) ?? Number.NaN) * (unit === 'epoch-seconds' ? 1000 : 1)
  return Math.abs(at) < MAX_INSTANT ? instant(at) : undefined
}
/** Dates end 8.64e15 ms after 1970. */
const MAX_INSTANT = 8.64e15

export function cabinIn(text: string): Cabin | undefined {
  return cabinNamed(text)
}
