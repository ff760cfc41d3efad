/**
 * Metasearch feeds as CSV (RFC 4180) with a header line: one offer a line, read through a declared
 * map of columns. Lines of one search id are one search; without ids, lines of one trip and instant
 * are. A line that makes no offer becomes a problem with its number and the others go on.
 */
/// <reference path="../papaparse.d.ts" />
import Papa from 'papaparse'
import type { NativeSearch, NativeTrip } from '../../wire/native-event'
import { isPlainSearch } from '../../wire/plain-search'
import { refusalsOfIssues } from '../../wire/refusal'
import { SearchWire } from '../../wire/wire'
import { addSighting, eventsInOrder, type OfferGroups, type Sighting } from '../document/adapter'
import type { DocumentContext, DocumentProblem } from '../document/document'
import { instant } from '../document/document-searches'
import { decimal } from '../document/json-value'
import { told } from '../document/problem-list'
import { cabinIn, dayIn, instantIn, minutesIn, moneyIn } from './feed-csv-cell'
import type { FeedField, FeedMap, FeedUnit } from './feed-csv-map'

/** Lines count from 1, the header's; a quoted cell may span several. */
export type FeedProblem = DocumentProblem & { readonly line: number }
export type FeedReading = {
  readonly events: readonly NativeSearch[]
  readonly problems: readonly FeedProblem[]
}

export function readFeed(text: string, map: FeedMap, context: DocumentContext): FeedReading {
  const groups: OfferGroups = new Map()
  const problems: FeedProblem[] = []
  const feed = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  let header: readonly string[] | undefined
  let lacking: readonly string[] = []
  let line = 1
  let reached = 0
  Papa.parse(feed, {
    delimiter: map.delimiter,
    skipEmptyLines: true,
    step: ({ data, errors: [error], meta: { cursor } }) => {
      const here = line
      line += feed.slice(reached, cursor).split('\n').length - 1
      reached = cursor
      if (error) {
        problems.push({ line: here, pointer: '', code: 'unreadable', detail: error.message })
      } else if (!header) {
        header = data.map((column) => column.trim())
        lacking = lackingColumns(map, header)
        if (lacking.length === 0) return
        const detail = `the header lacks ${lacking.map((column) => `"${column}"`).join(', ')}`
        problems.push({ line: here, pointer: '', code: 'unreadable', detail })
      } else if (lacking.length === 0) {
        const sighting = readLine(header, data, map, context)
        if ('detail' in sighting) problems.push({ line: here, ...sighting })
        else addSighting(groups, sighting)
      }
    },
  })
  return { events: eventsInOrder(groups), problems }
}
const BYTE_ORDER_MARK = '\uFEFF'

function lackingColumns({ fields }: FeedMap, header: readonly string[]): string[] {
  return Object.values(fields).flatMap((source) =>
    'column' in source && !header.includes(source.column) ? [source.column] : []
  )
}

function readLine(
  header: readonly string[],
  cells: readonly string[],
  map: FeedMap,
  context: DocumentContext
): Sighting | DocumentProblem {
  if (cells.length !== header.length) {
    const detail = `has ${cells.length} cells, the header has ${header.length}`
    return { pointer: '', code: 'unreadable', detail }
  }
  const read = cellReader(header, cells, map)
  const { event, misread } = eventOf(read, context)
  if (misread) return misread
  if (!isPlainSearch(event)) {
    const parsed = SearchWire.safeParse(event)
    const [refusal] = parsed.success ? [] : refusalsOfIssues(parsed.error, event)
    if (refusal) {
      const field = refusal.pointer.replace(/^\/price_offers\/0/, '')
      const code = field === '/price' ? 'no-price' : 'invalid'
      return { pointer: field, code, detail: refusal.detail }
    }
  }
  const { price_offers, ...search } = event
  const [offer] = price_offers
  return offer ? { search, offer } : { pointer: '', code: 'no-price', detail: 'names no offer' }
}

type Cell = { readonly text: string; readonly unit: FeedUnit | undefined }
type CellReader = (field: FeedField) => Cell | undefined

/** An empty cell says nothing. */
function cellReader(
  header: readonly string[],
  cells: readonly string[],
  { fields }: FeedMap
): CellReader {
  return (field) => {
    const source = fields[field]
    if (!source) return undefined
    if ('constant' in source) return { text: source.constant, unit: undefined }
    const text = cells[header.indexOf(source.column)]?.trim()
    return text ? { text, unit: source.unit } : undefined
  }
}

function eventOf(
  read: CellReader,
  context: DocumentContext
): { event: NativeSearch; misread: DocumentProblem | undefined } {
  let misread: DocumentProblem | undefined
  const value = <T>(field: FeedField, to: (text: string, unit: FeedUnit | undefined) => T) => {
    const cell = read(field)
    if (!cell) return undefined
    const value = to(cell.text, cell.unit)
    if (value === undefined) {
      const detail = `cannot be read: "${cell.text.slice(0, 40)}"`
      misread ??= { pointer: `/${field}`, code: field === 'price' ? 'no-price' : 'invalid', detail }
    }
    return value
  }
  const text = (field: FeedField) => value(field, (cell) => cell)
  const code = (field: FeedField) => value(field, (cell) => cell.toUpperCase())
  const count = (field: FeedField) => value(field, decimal)
  const currency = code('currency') ?? ''
  const money = (field: FeedField) => value(field, (cell, unit) => moneyIn(cell, unit, currency))

  const country = code('country')
  const platform = text('platform')
  const trip = told({
    timestamp: value('timestamp', instantIn) ?? instant(context.receivedAt),
    origin_airport: code('origin_airport') ?? '',
    destination_airport: code('destination_airport') ?? '',
    departure_date: value('departure_date', dayIn) ?? '',
    return_date: value('return_date', dayIn),
    number_of_passengers: count('number_of_passengers') ?? 1,
    currency,
    cabin_class: value('cabin_class', cabinIn) ?? ('economy' as const),
  })
  const shopper = told({
    user_id: text('user_id'),
    user_location: country === undefined ? undefined : { country },
    device_info: platform === undefined ? undefined : { platform },
  })
  const offer = {
    airline: code('airline') ?? '',
    flight_number: code('flight_number')?.replaceAll(/[\s-]+/g, ''),
    price: money('price') ?? 0,
    stops: count('stops'),
    duration_minutes: value('duration_minutes', minutesIn),
    departure_at: text('departure_at')?.replace(' ', 'T'),
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
  const event = { search_id: searchId, ...trip, ...shopper, price_offers: [told(offer)] }
  return { event, misread }
}

/** Lines that name no search are of one search when they share trip and instant. */
function tripId(trip: NativeTrip, { documentId }: DocumentContext): string {
  return [
    documentId,
    `${trip.origin_airport}-${trip.destination_airport}`,
    trip.departure_date,
    ...(trip.return_date ? [trip.return_date] : []),
    trip.cabin_class,
    `${trip.number_of_passengers}-${trip.currency}`,
    trip.timestamp,
  ].join('/')
}
