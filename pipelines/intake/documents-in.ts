/**
 * Finds the documents of a JSON body. A body is one document, the bare offers of one (an archive that
 * dropped the envelope), or a list or lines of either.
 */
import type {
  DocumentContext,
  DocumentProblem,
  DocumentResult,
  DocumentSource,
} from '../sources/document/document'
import { items } from '../sources/document/json-value'
import { type Body, documentTooLarge, type Entry, type Unread } from './body/body'
import type { BodyText } from './body/body-text'
import { countValues } from './body/json-pieces'
import { MAX_DOCUMENT_VALUES } from './body/limits'
import { sourceOf } from './recognise'

export type DocumentsRead = {
  /** The source of all documents, or "several". */
  readonly source: string
  readonly result: DocumentResult
}

/** `name` limits the search to one source. */
type Options = { readonly isList: boolean; readonly name?: string | undefined }

/** All entries of a body that has no event: its documents are read together. Undefined for events. */
export function readDocumentEntries(
  text: BodyText,
  { entries }: Body
): readonly Entry[] | Unread | undefined {
  let isMeasured = false
  const read: Entry[] = []
  for (const entry of entries(MAX_DOCUMENT_VALUES)) {
    if ('stop' in entry) return entry.stop
    if ('record' in entry && isEvent(entry.record)) return undefined
    if (!isMeasured && isDocumentTooLarge(text)) return documentTooLarge()
    isMeasured = true
    read.push(entry)
  }
  return read
}

export function isDocumentTooLarge(text: BodyText): boolean {
  return countValues(text.pieces(), MAX_DOCUMENT_VALUES) > MAX_DOCUMENT_VALUES
}

/** Undefined when the body holds an event, or no document of a known form. */
export function readDocumentsIn(
  entries: readonly Entry[],
  { isList, name }: Options,
  context: DocumentContext
): DocumentsRead | undefined {
  const records = entries.flatMap((entry) => ('record' in entry ? [entry.record] : []))
  const [first] = records
  if (first === undefined || records.some(isEvent)) return undefined
  const together: unknown = isList || records.length > 1 ? records : first
  const whole = readOne(together, name, context)
  if (whole) return whole
  const parts = records.map((record, place) =>
    readOne(record, name, { ...context, documentId: `${context.documentId}/${place}` })
  )
  const sources = new Set(parts.flatMap((part) => part?.source ?? []))
  const [only = 'several', ...others] = sources
  if (sources.size === 0) return undefined
  return { source: others.length > 0 ? 'several' : only, result: joined(parts) }
}

function readOne(
  value: unknown,
  name: string | undefined,
  context: DocumentContext
): DocumentsRead | undefined {
  const source = recognised(value, name)
  if (source) return { source: source.name, result: source.read(value, context) }
  const wrapped = { data: items(value) }
  const ofBare = recognised(wrapped, name)
  if (!ofBare) return undefined
  const { events, problems, leftOut = [] } = ofBare.read(wrapped, context)
  const isSingle = !Array.isArray(value)
  const own = (problem: DocumentProblem) => ({
    ...problem,
    pointer: problem.pointer.replace(isSingle ? /^\/data(?:\/0)?/ : /^\/data/, ''),
  })
  const result = {
    events,
    problems: problems.map(own),
    leftOut: leftOut.map(({ event, problem }) => ({ event, problem: own(problem) })),
  }
  return { source: ofBare.name, result }
}

function recognised(document: unknown, name: string | undefined): DocumentSource | undefined {
  const source = sourceOf(document, 'json')
  return name === undefined || source?.name === name ? source : undefined
}

/** A pointer begins with the document's place in the body, from 0. */
function joined(parts: readonly (DocumentsRead | undefined)[]): DocumentResult {
  const events: DocumentResult['events'][number][] = []
  const problems: DocumentProblem[] = []
  const leftOut: { readonly event: number; readonly problem: DocumentProblem }[] = []
  for (const [place, part] of parts.entries()) {
    const placed = (problem: DocumentProblem) => ({
      ...problem,
      pointer: `/${place}${problem.pointer}`,
    })
    const before = events.length
    const result = part?.result ?? NOT_READ
    events.push(...result.events)
    problems.push(...result.problems.map(placed))
    for (const { event, problem } of result.leftOut ?? []) {
      leftOut.push({ event: before + event, problem: placed(problem) })
    }
  }
  return { events, problems, leftOut }
}
const NOT_READ: DocumentResult = {
  events: [],
  problems: [
    {
      pointer: '',
      code: 'unreadable',
      detail: 'is not a document of a known form, as others of this body are',
    },
  ],
}

/** Whether a JSON value is an event, valid or not. */
function isEvent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return 'price_offers' in value || 'origin_airport' in value
}
