/** One line of a feed as an event: its cells by field, each in the form that the wire has. */
import type { NativeSearch, NativeTrip } from '../../wire/native-event'
import { RANGES } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import type { DocumentContext, DocumentProblem } from '../document/document'
import { instant } from '../offers/document-searches'
import { within } from '../offers/fit'
import {
  cabinIn,
  instantIn,
  isNothing,
  localTimeIn,
  minutesIn,
  moneyIn,
  numberIn,
  stopsIn,
} from './feed-csv-cell'
import { dayIn } from './feed-csv-day'
import type { FeedField, FeedMap, FeedUnit } from './feed-csv-map'

type Cell = { readonly text: string; readonly unit: FeedUnit | undefined }
type CellReader = (field: FeedField) => Cell | undefined

/** Reads an empty cell, or one with a word for nothing, as absent. */
export function cellReader(
  header: readonly string[],
  cells: readonly string[],
  { fields }: FeedMap
): CellReader {
  return (field) => {
    const source = fields[field]
    if (!source) return undefined
    if ('constant' in source) return { text: source.constant, unit: undefined }
    const text = cells[header.indexOf(source.column)]?.trim()
    return text && !isNothing(text) ? { text, unit: source.unit } : undefined
  }
}

/** `misread` names the cells that have a text, but none that the field can have. */
export function eventOf(
  read: CellReader,
  { decimal_mark: mark }: FeedMap,
  context: DocumentContext
): { event: NativeSearch; misread: readonly DocumentProblem[] } {
  const misread: DocumentProblem[] = []
  const value = <T>(field: FeedField, to: (text: string, unit: FeedUnit | undefined) => T) => {
    const cell = read(field)
    if (!cell) return undefined
    const value = to(cell.text, cell.unit)
    if (value === undefined) {
      const detail = `cannot be read: "${cell.text.slice(0, 40)}"`
      misread.push({
        pointer: `/${field}`,
        code: field === 'price' ? 'no-price' : 'invalid',
        detail,
      })
    }
    return value
  }
  const text = (field: FeedField) => value(field, (cell) => cell)
  const code = (field: FeedField) => value(field, (cell) => cell.toUpperCase())
  const count = (field: FeedField) => value(field, (cell) => numberIn(cell, mark))
  const currency = code('currency') ?? ''
  const money = (field: FeedField) =>
    value(field, (cell, unit) => moneyIn(cell, unit, currency, mark))

  const country = code('country')
  const platform = text('platform')
  const trip = definedFields({
    timestamp: value('timestamp', instantIn) ?? instant(context.receivedAt),
    origin_airport: code('origin_airport') ?? '',
    destination_airport: code('destination_airport') ?? '',
    departure_date: value('departure_date', dayIn) ?? '',
    return_date: value('return_date', dayIn),
    number_of_passengers: passengersIn(count('number_of_passengers')),
    currency,
    cabin_class: value('cabin_class', cabinIn),
  })
  const shopper = definedFields({
    user_id: text('user_id'),
    user_location: country === undefined ? undefined : { country },
    device_info: platform === undefined ? undefined : { platform },
  })
  const offer = {
    airline: code('airline') ?? '',
    flight_number: code('flight_number')?.replaceAll(/[\s-]+/g, ''),
    price: money('price') ?? 0,
    stops: value('stops', (cell) => stopsIn(cell, mark)),
    duration_minutes: value('duration_minutes', (cell, unit) => minutesIn(cell, unit, mark)),
    departure_at: value('departure_at', (cell) => localTimeIn(cell, trip.departure_date)),
    seats_remaining: count('seats_remaining'),
    bags_included: count('bags_included'),
    fare_basis: code('fare_basis'),
    offer_id: text('offer_id'),
    validating_airline: code('validating_airline'),
    operating_airline: code('operating_airline'),
    base_price: money('base_price'),
    taxes: money('taxes'),
    fees: money('fees'),
    total_price: money('total_price'),
  }
  const searchId = text('search_id') ?? tripId(trip, context)
  const event = { search_id: searchId, ...trip, ...shopper, price_offers: [definedFields(offer)] }
  return { event, misread }
}

/** Assumes one passenger where the count is missing or impossible. */
function passengersIn(count: number | undefined): number {
  return within(count, RANGES.passengers) ?? 1
}

/** Lines without a search id belong to one search when they share trip and instant. */
function tripId(trip: NativeTrip, { documentId }: DocumentContext): string {
  return [
    documentId,
    `${trip.origin_airport}-${trip.destination_airport}`,
    trip.departure_date,
    ...(trip.return_date ? [trip.return_date] : []),
    trip.cabin_class ?? 'any-cabin',
    `${trip.number_of_passengers}-${trip.currency}`,
    trip.timestamp,
  ].join('/')
}
