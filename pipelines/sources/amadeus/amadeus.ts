/**
 * Amadeus Self-Service JSON: flight offers of both versions (search, price, choice prediction, order,
 * as answer or request), cheapest dates and destinations, and recorded travel recommendations.
 */

import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at, items, text } from '../document/json-value'
import { withoutOffers } from '../offers/document-searches'
import { readFlightOffers } from './amadeus-flight-offers'
import { readPriceList } from './amadeus-price-list'
import { isRecommendations, readRecommendations } from './amadeus-recommendations'
import { isVersion1, readVersion1 } from './amadeus-v1-offers'

export const amadeus: DocumentSource = { name: 'amadeus', format: 'json', recognises, read }

/** Values of `type` that only elements of an Amadeus `data` list have. */
const OFFER = 'flight-offer'
const PRICING = 'flight-offers-pricing'
const ORDER = 'flight-order'
const PRICES = new Set<unknown>(['flight-date', 'flight-destination'])
const NO_PRICES = new Set<unknown>(['air-traffic'])

function recognises(document: unknown): boolean {
  if (isRecommendations(document)) return true
  const [first] = items(at(document, 'data'))
  const type = at(first, 'type')
  if (
    type === OFFER ||
    type === PRICING ||
    type === ORDER ||
    PRICES.has(type) ||
    NO_PRICES.has(type)
  )
    return true
  const link = text(at(document, 'meta', 'links', 'self'))
  return link?.includes('.amadeus.com/') === true || isErrorBody(document)
}

/** Errors of Amadeus have a numeric code. */
function isErrorBody(document: unknown): boolean {
  const errors = at(document, 'errors')
  return Array.isArray(errors) && errors.some((error) => typeof at(error, 'code') === 'number')
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const errors = items(at(document, 'errors'))
  if (errors.length > 0) return withoutOffers('error-response', wordsOf(errors), '/errors')
  if (isRecommendations(document)) return readRecommendations(document, context)

  const data = at(document, 'data')
  const priced = at(data, 'flightOffers')
  const [list, pointer] = priced === undefined ? [data, '/data'] : [priced, '/data/flightOffers']
  const offers = items(list)
  if (list === undefined) return withoutOffers('unreadable', 'has no list "data"')
  if (offers.length === 0) return withoutOffers('no-offers', 'the list is empty', pointer)

  const type = at(offers[0], 'type')
  if (PRICES.has(type)) return readPriceList(document, offers, context)
  if (NO_PRICES.has(type)) {
    return withoutOffers('no-offers', `a list of "${type}" holds no prices`, pointer)
  }
  if (isVersion1(offers[0])) return readVersion1(document, offers, context)
  return readFlightOffers(document, offers, pointer, context)
}

function wordsOf(errors: readonly unknown[]): string {
  return errors
    .map((error) => {
      const title = text(at(error, 'title')) ?? 'an unnamed error'
      const detail = text(at(error, 'detail'))
      return detail === undefined ? title : `${title}: ${detail}`
    })
    .join('; ')
}
