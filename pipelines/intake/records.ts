/**
 * Splits the text of a request of any source into records. A document's records are its searches,
 * followed by the problems of offers that could not be read: accepted + duplicates + rejected is
 * the number of records of documents, too.
 */

import { readFeed } from '../sources/csv/feed-csv'
import type { FeedMap } from '../sources/csv/feed-csv-map'
import type { DocumentProblem, DocumentResult } from '../sources/document/document'
import type { Rejected } from './admit'
import { type Body, type Entry, MAX_EVENTS, readBody } from './body'
import { DOCUMENT_SOURCE_NAMES, readDocument, sourceOf } from './recognise'

export const SOURCE_NAMES = ['native', ...DOCUMENT_SOURCE_NAMES] as const

export type Form = {
  /** Format by the content type; `any` is JSON or XML, by the first character. */
  readonly format: 'any' | 'lines' | 'csv'
  /** Undefined where the source is to be recognised by shape. */
  readonly source?: string | undefined
  readonly feedMap?: FeedMap | undefined
}

export type Records = {
  readonly entries: readonly Entry[]
  /** "native", "csv", or the distribution system the document is of. */
  readonly source: string
  /** Offers read; set for documents and feeds. */
  readonly offers?: number
  /** Cells of a feed that were left out of offers. */
  readonly leftOut?: readonly Rejected[]
}

/** `documentId` names searches that have no id of their own. */
export type About = { readonly receivedAt: number; readonly documentId: () => Promise<string> }

/** The whole body is refused. */
export type Unread = Extract<Body, { readonly code: string }>

export async function readRecords(
  text: string,
  form: Form,
  about: About
): Promise<Records | Unread> {
  if (form.format === 'csv') return readCsv(text, form, about)
  const named = form.source === undefined || form.source === 'native' ? undefined : form.source
  if (named || (form.format === 'any' && form.source === undefined && isXml(text))) {
    const context = { receivedAt: about.receivedAt, documentId: await about.documentId() }
    const read = readDocument(text, context, named)
    if ('code' in read) return { code: 'unreadable', detail: read.detail }
    return documentRecords(read.source, read.result)
  }

  const body = readBody(text, form.format === 'lines')
  if ('code' in body) return body
  const document = form.source === undefined ? documentIn(text, body.entries) : undefined
  const source = document && sourceOf(document.value, 'json')
  if (!source) return { entries: body.entries, source: 'native' }
  const context = { receivedAt: about.receivedAt, documentId: await about.documentId() }
  return documentRecords(source.name, source.read(document.value, context))
}

async function readCsv(
  text: string,
  { source, feedMap }: Form,
  about: About
): Promise<Records | Unread> {
  if (source !== undefined && source !== 'native') return { code: 'unreadable', detail: NOT_CSV }
  if (!feedMap) return { code: 'unreadable', detail: NO_MAP }
  const context = { receivedAt: about.receivedAt, documentId: await about.documentId() }
  const { events, problems, leftOut } = readFeed(text, feedMap, context)
  const searches = events.map((search, place) => ({ line: place + 1, search }))
  const refused = problems.map(({ line, ...problem }) => ({ line, refusal: refusalOf(problem) }))
  const records = limited([...searches, ...refused], 'csv', offersIn({ events }))
  if ('code' in records) return records
  const left = leftOut.map(({ line, ...cell }) => ({ line, refusals: [refusalOf(cell)] }))
  return { ...records, leftOut: left }
}
const NOT_CSV = 'No distribution system sends text/csv; leave source out or send its document.'
const NO_MAP =
  'A CSV feed needs the map of its columns: send it as JSON in the query parameter "columns" or ' +
  'in the header Fareline-Columns, such as {"fields":{"price":"fare","airline":"carrier", ...}}.'

function documentRecords(source: string, result: DocumentResult): Records | Unread {
  const { events, problems } = result
  const searches = events.map((search, place) => ({ line: place + 1, search }))
  const refused = problems.map((problem, place) => ({
    line: events.length + place + 1,
    refusal: refusalOf(problem),
  }))
  return limited([...searches, ...refused], source, offersIn(result))
}

function limited(entries: Entry[], source: string, offers: number): Records | Unread {
  if (entries.length <= MAX_EVENTS) return { entries, source, offers }
  const detail = `The document makes ${entries.length} records; send at most ${MAX_EVENTS} a request.`
  return { code: 'too-many', detail }
}

function offersIn({ events }: Pick<DocumentResult, 'events'>): number {
  return events.reduce((sum, { price_offers }) => sum + price_offers.length, 0)
}

function refusalOf({ pointer, code, detail }: DocumentProblem) {
  return { pointer, code, detail }
}

function isXml(text: string): boolean {
  return /^\s*\uFEFF?\s*</.test(text)
}

/** The JSON value of a body without events. */
function documentIn(
  text: string,
  entries: readonly Entry[]
): { readonly value: unknown } | undefined {
  const isList = text.trimStart().startsWith('[')
  const [first] = entries
  if (!first || !('record' in first) || isEvent(first.record)) return undefined
  if (!isList) return entries.length === 1 ? { value: first.record } : undefined
  return { value: entries.map((entry) => ('record' in entry ? entry.record : undefined)) }
}

/** Recognises a JSON value that is meant as an event, valid or not. */
function isEvent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return 'price_offers' in value || 'origin_airport' in value
}
