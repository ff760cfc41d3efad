/** Sabre low-fare search as JSON: grouped itineraries, the classic OTA answer, and its error bodies. */
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at, text } from '../document/json-value'
import { withoutOffers } from '../offers/document-searches'
import { isClassic, readClassic } from './sabre-classic'
import { isGrouped, readGrouped } from './sabre-grouped'

export const sabre: DocumentSource = { name: 'sabre', format: 'json', recognises, read }

function recognises(document: unknown): boolean {
  return isGrouped(document) || isClassic(document) || isErrorBody(document)
}

/** "ERR.2SG.SEC.INVALID_CREDENTIALS" and its like. */
function isErrorBody(document: unknown): boolean {
  return text(at(document, 'errorCode'))?.startsWith('ERR.') === true
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  if (isGrouped(document)) return readGrouped(document, context)
  if (isClassic(document)) return readClassic(document, context)
  const code = text(at(document, 'errorCode'))
  const words = text(at(document, 'message')) ?? code
  return words
    ? withoutOffers('error-response', words)
    : withoutOffers('unreadable', 'is neither a grouped nor a classic low-fare search answer')
}
