/**
 * Splits the text of a request of any source into records. A document's records are its searches,
 * followed by the problems of offers that could not be read: accepted + duplicates + rejected is
 * the number of records of documents, too.
 */

import { readFeed } from '../sources/csv/feed-csv'
import type { FeedMap } from '../sources/csv/feed-csv-map'
import type { DocumentContext, DocumentProblem, DocumentResult } from '../sources/document/document'
import type { Refusal } from '../wire/refusal'
import type { Rejected } from './admit'
import { type Body, type Entry, MAX_EVENTS, readBody } from './body'
import { readDocumentsIn } from './documents-in'
import { DOCUMENT_SOURCE_NAMES, readDocument } from './recognise'

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
  /** Cells of a feed and values of a document that were left out of offers. */
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
  const context = async () => ({
    receivedAt: about.receivedAt,
    documentId: await about.documentId(),
  })
  if (isXml(text) && (named || (form.format === 'any' && form.source === undefined))) {
    return readWhole(text, await context(), named)
  }

  const body = readBody(text, form.format === 'lines')
  if ('code' in body) return named ? readWhole(text, await context(), named) : body
  if (form.source === 'native') return { entries: body.entries, source: 'native' }
  const isList = text.trimStart().startsWith('[')
  const found = readDocumentsIn(body.entries, { isList, name: named }, await context())
  if (found) {
    const unparsed = body.entries.flatMap((entry) => ('refusal' in entry ? [entry.refusal] : []))
    return documentRecords(found.source, found.result, unparsed)
  }
  return named
    ? readWhole(text, await context(), named)
    : { entries: body.entries, source: 'native' }
}

/** The text as one document: XML, or JSON whose source is named. */
function readWhole(
  text: string,
  context: DocumentContext,
  named: string | undefined
): Records | Unread {
  const read = readDocument(text, context, named)
  if ('code' in read) return { code: 'unreadable', detail: read.detail }
  return documentRecords(read.source, read.result)
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

function documentRecords(
  source: string,
  result: DocumentResult,
  unparsed: readonly Refusal[] = []
): Records | Unread {
  const { events, problems } = result
  const searches = events.map((search, place) => ({ line: place + 1, search }))
  const refused = [...problems.map(refusalOf), ...unparsed].map((refusal, place) => ({
    line: events.length + place + 1,
    refusal,
  }))
  const records = limited([...searches, ...refused], source, offersIn(result))
  if ('code' in records || !result.leftOut) return records
  const leftOut = result.leftOut.map(({ event, problem }) => ({
    line: event + 1,
    refusals: [refusalOf(problem)],
  }))
  return { ...records, leftOut }
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
