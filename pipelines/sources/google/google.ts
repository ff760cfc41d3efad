/**
 * Google Flights results as scrapers return them: SerpApi and those that copy it; the lists of
 * fast-flights and fli, with or without the payload they are decoded from; flat rows under the column
 * names of other scrapers. A price is the whole party's.
 */
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { documentResult, withoutOffers } from '../offers/document-searches'
import { payloadResults } from './encoded-payload'
import { questionOf, resultsOf } from './scraped-question'
import { isScraped, type Scraped, scrapedOf } from './scraped-result'
import { isSerpApi, readSerpApi } from './serp-api'
import { settleScraped } from './settle-scraped'

export const google: DocumentSource = { name: 'google', format: 'json', recognises, read }

/** Enough to know the form of a list. */
const LOOKED_AT = 3

function recognises(document: unknown): boolean {
  if (isSerpApi(document) || payloadResults(document)) return true
  const { list } = resultsOf(document)
  if (list.length === 0) return false
  const question = questionOf(document)
  return list.slice(0, LOOKED_AT).some((result) => isScraped(result, question))
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  if (isSerpApi(document)) return readSerpApi(document, context)
  const question = questionOf(document)
  const encoded = payloadResults(document)
  const { list, pointer } = encoded ? { list: [], pointer: '' } : resultsOf(document)
  const results: readonly Scraped[] =
    encoded ?? list.map((result, place) => scrapedOf(result, question, `${pointer}/${place}`))
  if (results.length === 0) return withoutOffers('no-offers', 'the list of results is empty')
  const settled = results.map((result) => settleScraped(result, question))
  return documentResult(settled, { source: 'google' }, context)
}
