/**
 * A document source turns one response of a distribution system into search events. An unreadable
 * part is never dropped in silence: it becomes a problem that points into the document, and reading
 * continues.
 */
import type { NativeSearch } from '../../wire/native-event'

export type DocumentProblem = {
  /** Path of element or property names; places in a list count from 0. */
  readonly pointer: string
  readonly code:
    | 'unreadable'
    | 'no-price'
    | 'unresolved-reference'
    | 'invalid'
    | 'no-offers'
    | 'error-response'
    | 'implausible'
  /** Reason in words; of an error response, its own text where it has one. */
  readonly detail: string
}

export type DocumentResult = {
  readonly events: readonly NativeSearch[]
  readonly problems: readonly DocumentProblem[]
  /** Written values that were left out of offers, by the place of their event, from 0. */
  readonly leftOut?: readonly { readonly event: number; readonly problem: DocumentProblem }[]
}

/** Facts about a document that it does not hold itself. */
export type DocumentContext = {
  /** Arrival time; it is the search's time where the document has none. */
  readonly receivedAt: number
  /** Hash of the document; it names the search where the document does not. */
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
  /** Decides by shape whether the parsed document is of this source. */
  recognises(document: unknown): boolean
  read(document: unknown, context: DocumentContext): DocumentResult
}
