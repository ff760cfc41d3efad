/** Texts of an answer without offers: either nothing was for sale, or the search failed. */

import type { DocumentResult } from '../document/document'
import { at, text } from '../document/json-value'
import { withoutOffers } from '../offers/document-searches'
import { all, either, type Payload, payloadOf, words } from './xml-value'

const NOTHING_FOUND =
  /\bno (?:[a-z]+ ){0,2}(?:availability|availabilities|fares?|flights?|itinerar(?:y|ies)|offers?|solutions?|journeys?|combinations?|results?)\b/i

/** Systems report an empty result as an error; only its text distinguishes the two. */
export function failed(message: string, pointer: string): DocumentResult {
  return withoutOffers(
    NOTHING_FOUND.test(message) ? 'no-offers' : 'error-response',
    message,
    pointer
  )
}

/** Joins the texts of error elements, wherever each has its own. */
export function errorTextOf(errors: readonly unknown[]): string | undefined {
  const message = errors.flatMap((error) => {
    const word = [
      named(error, 'ShortText'),
      error,
      named(error, 'DescText', 'StatusText', 'Description', 'ErrorMessage'),
      named(error, 'Code', 'ErrorCode', 'TypeCode', 'Type'),
    ]
      .map(words)
      .find((each) => each !== undefined)
    return word ?? []
  })
  return message.length > 0 ? [...new Set(message)].join('; ') : undefined
}

/** NDC's reader folds the names of elements to small letters. */
function named(error: unknown, ...names: readonly string[]): unknown {
  return either(error, ...names.flatMap((name) => [name, name.toLowerCase()]))
}

export function faultOf(document: unknown): Payload | undefined {
  return payloadOf(document, ['Fault'])
}

/** SOAP 1.1 and 1.2. */
export function faultTextOf({ value }: Payload): string {
  return (
    words(at(value, 'faultstring')) ??
    all(value, 'Reason', 'Text').map(words).find(isDefined) ??
    text(at(value, 'faultcode')) ??
    'a SOAP fault without words'
  )
}

function isDefined(message: string | undefined): message is string {
  return message !== undefined
}
