/**
 * Splits the text of a request of any source into records. A document's records are its searches,
 * followed by the problems of offers that could not be read: accepted + duplicates + rejected is
 * the number of records of documents, too.
 */

import { readFeed } from '../sources/csv/feed-csv'
import type { FeedMap } from '../sources/csv/feed-csv-map'
import type { DocumentContext, DocumentProblem, DocumentResult } from '../sources/document/document'
import type { Refusal } from '../wire/refusal'
import { documentTooLarge, type Entry, readBody, type Unread } from './body/body'
import type { BodyText } from './body/body-text'
import {
  MAX_EVENT_VALUES,
  MAX_EVENTS,
  MAX_PROBLEMS,
  MAX_REQUEST_OFFERS,
  tooManyOffers,
  tooManyProblems,
} from './body/limits'
import { isDocumentTooLarge, readDocumentEntries, readDocumentsIn } from './documents-in'
import type { Rejected } from './noted'
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
  readonly entries: Iterable<Entry>
  /** "native", "csv", or the distribution system the document is of. */
  readonly source: string
  /** Offers read; set for documents and feeds. */
  readonly offers?: number
  /** Cells of a feed and values of a document that were left out of offers. */
  readonly leftOut?: readonly Rejected[]
}

/** `documentId` names searches that have no id of their own. */
export type About = { readonly receivedAt: number; readonly documentId: () => Promise<string> }

export async function readRecords(
  text: BodyText,
  form: Form,
  about: About
): Promise<Records | Unread> {
  if (form.format === 'csv') return readCsv(text, form, about)
  const named = form.source === undefined || form.source === 'native' ? undefined : form.source
  if (isXml(text) && (named || (form.format === 'any' && form.source === undefined))) {
    return readWhole(text, about, named)
  }
  return readJson(text, form, about, named)
}

async function readJson(
  text: BodyText,
  form: Form,
  about: About,
  named: string | undefined
): Promise<Records | Unread> {
  const body = readBody(text, form.format === 'lines')
  if ('code' in body) return named ? readWhole(text, about, named) : body
  const native = () => ({ entries: body.entries(MAX_EVENT_VALUES), source: 'native' })
  if (form.source === 'native') return native()
  const entries = readDocumentEntries(text, body)
  if (entries && 'code' in entries) return entries
  const options = { isList: body.shape === 'list', name: named }
  const found = entries && readDocumentsIn(entries, options, await contextOf(about))
  if (!found) return named ? readWhole(text, about, named) : native()
  const unparsed = entries.flatMap((entry) => ('refusal' in entry ? [entry.refusal] : []))
  return documentRecords(found.source, found.result, unparsed)
}

/** The text as one document: XML, or JSON whose source is named. */
async function readWhole(
  text: BodyText,
  about: About,
  named: string | undefined
): Promise<Records | Unread> {
  if (!isXml(text) && isDocumentTooLarge(text)) return documentTooLarge()
  const read = readDocument(text.whole(), await contextOf(about), named)
  if ('code' in read) return { code: 'unreadable', detail: read.detail }
  return documentRecords(read.source, read.result)
}

async function contextOf({ receivedAt, documentId }: About): Promise<DocumentContext> {
  return { receivedAt, documentId: await documentId() }
}

async function readCsv(
  text: BodyText,
  { source, feedMap }: Form,
  about: About
): Promise<Records | Unread> {
  if (source !== undefined && source !== 'native') return { code: 'unreadable', detail: NOT_CSV }
  if (!feedMap) return { code: 'unreadable', detail: NO_MAP }
  const context = await contextOf(about)
  const limits = { lines: MAX_REQUEST_OFFERS, problems: MAX_PROBLEMS }
  const { events, problems, leftOut, stopped } = readFeed(text.whole(), feedMap, context, limits)
  if (stopped === 'lines') return tooManyOffers()
  if (stopped === 'problems') {
    const [first] = [...problems, ...leftOut]
    return tooManyProblems(first ? `line ${first.line}, ${first.pointer} ${first.detail}` : '')
  }
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
  if (offers > MAX_REQUEST_OFFERS) return tooManyOffers()
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

function isXml(text: BodyText): boolean {
  for (const piece of text.pieces()) {
    const found = /\S/.exec(piece)
    if (found) return found[0] === '<'
  }
  return false
}
