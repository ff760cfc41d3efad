/** Finds the source of a parsed document: the named one, else the one that recognises its shape. */
import { amadeus } from '../sources/amadeus/amadeus'
import type { DocumentContext, DocumentResult, DocumentSource } from '../sources/document/document'
import { at, items } from '../sources/document/json-value'
import { duffel } from '../sources/duffel/duffel'
import { google } from '../sources/google/google'
import { kiwi } from '../sources/kiwi/kiwi'
import { ndc } from '../sources/ndc/ndc'
import { sabre } from '../sources/sabre/sabre'
import { sabreXml } from '../sources/sabre/sabre-xml'
import { skyscanner } from '../sources/skyscanner/skyscanner'
import { travelportCatalog } from '../sources/travelport/catalog'
import { travelport } from '../sources/travelport/travelport'
import { readXml } from '../sources/xml/xml'

/** Ordered by how particular their shapes are, the most particular first. */
const SOURCES: readonly DocumentSource[] = [
  sabre,
  travelportCatalog,
  skyscanner,
  amadeus,
  duffel,
  kiwi,
  google,
  ndc,
  travelport,
  sabreXml,
]

export const DOCUMENT_SOURCE_NAMES: readonly DocumentSource['name'][] = [
  ...new Set(SOURCES.map(({ name }) => name)),
]

/** A named source reads the document whatever its shape, or refuses it. */
export function sourceOf(
  document: unknown,
  format: DocumentSource['format'],
  name?: string
): DocumentSource | undefined {
  return SOURCES.find(
    (source) =>
      source.format === format &&
      (name === undefined ? source.recognises(document) : source.name === name)
  )
}

export type ReadDocument =
  | { readonly source: DocumentSource['name']; readonly result: DocumentResult }
  | { readonly code: 'unreadable' | 'unknown-source'; readonly detail: string }

/** Reads the searches of a document. XML begins with "<", which no JSON does. */
export function readDocument(text: string, context: DocumentContext, name?: string): ReadDocument {
  const format = /^\s*\uFEFF?\s*</.test(text) ? 'xml' : 'json'
  const parsed = format === 'xml' ? readXml(text) : readJson(text)
  if ('refused' in parsed) return { code: 'unreadable', detail: `The document ${parsed.refused}.` }

  const source = sourceOf(parsed.document, format, name)
  if (source) return { source: source.name, result: source.read(parsed.document, context) }
  const known = SOURCES.filter((each) => each.format === format).map((each) => each.name)
  const names = topNames(parsed.document)
    .slice(0, 5)
    .map((each) => `"${each.slice(0, 40)}"`)
  const top = names.length > 0 ? `, whose top has ${names.join(', ')}` : ''
  const detail = `No source reads this ${format} document${top}; send one of ${[...new Set(known)].join(', ')}.`
  return { code: 'unknown-source', detail }
}

/**
 * Names that describe the document in a refusal: of XML the payload's within SOAP, of JSON those of
 * its first record.
 */
function topNames(document: unknown): readonly string[] {
  const [first] = items(document)
  const body = at(first, 'Envelope', 'Body') ?? first
  return typeof body === 'object' && body !== null ? Object.keys(body) : []
}

function readJson(text: string): { readonly document: unknown } | { readonly refused: string } {
  try {
    return { document: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return {
      refused: `is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`,
    }
  }
}
