/**
 * A document source turns one response of a distribution system into search events. What cannot be
 * read is named, never dropped: a problem points into the document, and the rest goes on.
 */
import type { NativeSearch } from '../../wire/native-event'

export type DocumentProblem = {
  /** Where in the document: a path of element or property names, with places from 0. */
  readonly pointer: string
  readonly code:
    | 'unreadable'
    | 'no-price'
    | 'unresolved-reference'
    | 'invalid'
    | 'no-offers'
    | 'error-response'
  /** What was wrong, in words; an error response's own words where it has some. */
  readonly detail: string
}

export type DocumentReading = {
  readonly events: readonly NativeSearch[]
  readonly problems: readonly DocumentProblem[]
}

/** What the document itself does not say. */
export type DocumentContext = {
  /** When it arrived, epoch ms: the search's time where the document has none. */
  readonly receivedAt: number
  /** Names the search where the document does not: a hash of the document. */
  readonly documentId: string
}

export interface DocumentSource {
  readonly name:
    | 'ndc'
    | 'travelport'
    | 'sabre'
    | 'amadeus'
    | 'duffel'
    | 'kiwi'
    | 'google'
    | 'skyscanner'
  readonly format: 'xml' | 'json'
  /** Whether the parsed document is of this source, by shape. */
  recognises(document: unknown): boolean
  read(document: unknown, context: DocumentContext): DocumentReading
}
