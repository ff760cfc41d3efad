/** Which source a parsed document is of: the one that was named, else the one that knows its shape. */
import { amadeus } from './amadeus'
import type { DocumentSource } from './document'
import { duffel } from './duffel'
import { kiwi } from './kiwi'
import { sabre } from './sabre'

/** Asked in this order: the shapes of the earlier ones are the more particular. */
const SOURCES: readonly DocumentSource[] = [sabre, amadeus, duffel, kiwi]

export const DOCUMENT_SOURCE_NAMES: readonly DocumentSource['name'][] = [
  ...new Set(SOURCES.map(({ name }) => name)),
]

/** A name is believed: its source reads the document, or says that it cannot. */
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
