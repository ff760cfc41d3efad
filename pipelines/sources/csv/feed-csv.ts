/**
 * Metasearch feeds as CSV (RFC 4180) with a header line: one offer a line, read through a declared
 * map of columns. Lines of one search id are one search; without ids, lines of one trip and instant
 * are. A line that makes no offer becomes a problem with its number, and the others go on. An
 * unreadable cell of an optional field is left out and reported.
 */
/// <reference path="../papaparse.d.ts" />
import Papa from 'papaparse'
import type { NativeOffer, NativeSearch } from '../../wire/native-event'
import { isPlainSearch } from '../../wire/plain-search'
import { refusalsOfIssues } from '../../wire/refusal'
import { SearchWire } from '../../wire/wire'
import { addSighting, eventsInOrder, type OfferGroups, type Sighting } from '../document/adapter'
import type { DocumentContext, DocumentProblem } from '../document/document'
import { cellReader, eventOf } from './feed-csv-event'
import type { FeedMap } from './feed-csv-map'
import { type FeedLimits, NO_LIMITS } from './feed-limits'

/** Lines count from 1 (the header); a quoted cell may span several. */
export type FeedProblem = DocumentProblem & { readonly line: number }
export type FeedResult = {
  readonly events: readonly NativeSearch[]
  readonly problems: readonly FeedProblem[]
  /** Cells that were left out of offers. */
  readonly leftOut: readonly FeedProblem[]
  /** The limit at which reading ended before the feed did. */
  readonly stopped: keyof FeedLimits | undefined
}

export function readFeed(
  text: string,
  map: FeedMap,
  context: DocumentContext,
  limits: FeedLimits = NO_LIMITS
): FeedResult {
  const groups: OfferGroups = new Map()
  const problems: FeedProblem[] = []
  const leftOut: FeedProblem[] = []
  const unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  // Spreadsheets declare the delimiter in a line of its own.
  const declared = SEPARATOR_LINE.exec(unmarked)
  const feed = unmarked.slice(declared?.[0].length ?? 0)
  const keep = (read: ReadLine | DocumentProblem, here: number) => {
    if ('detail' in read) return problems.push({ line: here, ...read })
    offers += 1
    addSighting(groups, read.sighting)
    return leftOut.push(...read.leftOut.map((cell) => ({ line: here, ...cell })))
  }
  let header: readonly string[] | undefined
  let lacking: readonly string[] = []
  let line = declared ? 2 : 1
  let reached = 0
  let offers = 0
  let stopped: FeedResult['stopped']
  Papa.parse(feed, {
    delimiter: declared?.[1] ?? map.delimiter,
    skipEmptyLines: true,
    step: ({ data, errors: [error], meta: { cursor } }, parser) => {
      const here = line
      line += feed.slice(reached, cursor).split('\n').length - 1
      reached = cursor
      if (error) {
        problems.push({ line: here, pointer: '', code: 'unreadable', detail: error.message })
      } else if (!header) {
        header = headerIn(data, map)
        lacking = lackingColumns(map, header)
        if (lacking.length === 0) return
        const detail = `the header lacks ${lacking.map((column) => `"${column}"`).join(', ')}`
        problems.push({ line: here, pointer: '', code: 'unreadable', detail })
      } else if (lacking.length === 0) {
        keep(readLine(header, data, map, context), here)
      }
      if (offers > limits.lines) stopped = 'lines'
      if (problems.length + leftOut.length > limits.problems) stopped = 'problems'
      if (stopped) parser.abort()
    },
  })
  return { events: eventsInOrder(groups), problems, leftOut, stopped }
}
const BYTE_ORDER_MARK = '\uFEFF'
const SEPARATOR_LINE = /^sep=([^\r\n"])\r?\n/i

/** Columns under the names of the map: where none has the very name, letter case may differ. */
function headerIn(cells: readonly string[], { fields }: FeedMap): readonly string[] {
  const written = cells.map((column) => column.trim())
  const mapped = Object.values(fields).flatMap((source) =>
    'column' in source ? source.column : []
  )
  const missing = mapped.filter((column) => !written.includes(column))
  return written.map(
    (column) => missing.find((name) => name.toLowerCase() === column.toLowerCase()) ?? column
  )
}

function lackingColumns({ fields }: FeedMap, header: readonly string[]): string[] {
  return Object.values(fields).flatMap((source) =>
    'column' in source && !header.includes(source.column) ? [source.column] : []
  )
}

type ReadLine = { readonly sighting: Sighting; readonly leftOut: readonly DocumentProblem[] }

function readLine(
  header: readonly string[],
  cells: readonly string[],
  map: FeedMap,
  context: DocumentContext
): ReadLine | DocumentProblem {
  if (cells.length !== header.length) {
    const detail = `has ${cells.length} cells, the header has ${header.length}`
    return { pointer: '', code: 'unreadable', detail }
  }
  const { event, misread } = eventOf(cellReader(header, cells, map), map, context)
  const [fatal] = misread.filter(({ pointer }) => !isOptional(pointer))
  if (fatal) return fatal
  const judged = withoutBadCells(event)
  if ('detail' in judged) return judged
  const { price_offers, ...search } = judged.event
  const [offer] = price_offers
  if (!offer) return { pointer: '', code: 'no-price', detail: 'names no offer' }
  return { sighting: { search, offer }, leftOut: [...misread, ...judged.leftOut] }
}

/** Leaves out cells of optional fields that the wire would refuse. */
function withoutBadCells(
  event: NativeSearch
): { event: NativeSearch; leftOut: readonly DocumentProblem[] } | DocumentProblem {
  if (isPlainSearch(event)) return { event, leftOut: [] }
  const parsed = SearchWire.safeParse(event)
  if (parsed.success) return { event, leftOut: [] }
  const problems = refusalsOfIssues(parsed.error, event).map(({ pointer, detail }) => {
    const field = pointer.replace(/^\/price_offers\/0/, '')
    return { pointer: field, code: field === '/price' ? 'no-price' : 'invalid', detail } as const
  })
  const fatal = problems.find(({ pointer }) => !isOptional(pointer))
  if (fatal) return fatal
  const bad = new Set(problems.map(({ pointer }) => pointer.split('/')[1]))
  const kept = <T extends object>(fields: T) =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !bad.has(name)))
  const offers = event.price_offers.map((offer) => ({ ...kept(offer), ...required(offer) }))
  const { price_offers, ...trip } = event
  const again = { ...kept(trip), ...requiredOfTrip(trip), price_offers: offers }
  return { event: again, leftOut: problems }
}

function required({ airline, price }: NativeOffer) {
  return { airline, price }
}

function requiredOfTrip({
  timestamp,
  search_id,
  origin_airport,
  destination_airport,
  departure_date,
  number_of_passengers,
  currency,
}: Omit<NativeSearch, 'price_offers'>) {
  return {
    timestamp,
    search_id,
    origin_airport,
    destination_airport,
    departure_date,
    number_of_passengers,
    currency,
  }
}

/** Leaving one of these out would change the offer's trip, instant or price. */
const NEEDED = new Set<string | undefined>([
  'search_id',
  'timestamp',
  'origin_airport',
  'destination_airport',
  'departure_date',
  'return_date',
  'currency',
  'airline',
  'price',
])

function isOptional(pointer: string): boolean {
  return !NEEDED.has(pointer.split('/')[1])
}
