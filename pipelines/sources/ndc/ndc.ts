/**
 * IATA NDC AirShoppingRS: 15.2 to 17.2, and IATA_AirShoppingRS from 18.1 on. Ancillaries sold alone
 * (ALaCarteOffer) are not read: they offer no flight.
 */
import { PATTERNS } from '../../wire/wire-values'
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { documentResult, withoutOffers } from '../offers/document-searches'
import { code } from '../offers/fit'
import { settleEach } from '../offers/settle-each'
import { errorTextOf, failed, faultOf, faultTextOf } from '../xml/document-notes'
import { type Payload, words } from '../xml/xml-value'
import { all, at, descendants, either, nameSet, payloadOf } from './names'
import { listsOf } from './ndc-lists'
import { settleOffer } from './offers'

export const ndc: DocumentSource = { name: 'ndc', format: 'xml', recognises, read }

const ROOTS = ['AirShoppingRS', 'IATA_AirShoppingRS']

function recognises(document: unknown): boolean {
  return payloadOf(document, ROOTS) !== undefined
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const payload = payloadOf(document, ROOTS)
  if (!payload) {
    const fault = faultOf(document)
    return fault
      ? failed(faultTextOf(fault), fault.pointer)
      : withoutOffers('unreadable', `has neither ${ROOTS.join(' nor ')}`)
  }
  const root = payload.value
  const offers = offersOf(payload)
  const errors = errorTextOf([
    ...all(root, 'Errors', 'Error'),
    ...all(root, 'Error'),
    ...all(root, 'Response', 'Error'),
  ])
  if (offers.length === 0) return errors ? failed(errors, payload.pointer) : empty(payload)

  const lists = listsOf(root)
  const settled = settleEach(offers, (offer) => settleOffer(offer, lists))
  const result = documentResult(settled, aboutOf(root), context)
  if (!errors) return result
  const problem = { pointer: payload.pointer, code: 'error-response', detail: errors } as const
  return { events: result.events, problems: [problem, ...result.problems] }
}

function offersOf({ value, pointer }: Payload) {
  const [answer, path] =
    at(value, 'Response') === undefined
      ? [value, pointer]
      : [at(value, 'Response'), `${pointer}/Response`]
  return ['AirlineOffers', 'CarrierOffers'].flatMap((group) =>
    all(answer, 'OffersGroup', group).flatMap((offers, owner) =>
      ['Offer', 'AirlineOffer'].flatMap((name) =>
        all(offers, name).map((offer, place) => ({
          value: offer,
          pointer: `${path}/OffersGroup/${group}/${owner}/${name}/${place}`,
        }))
      )
    )
  )
}

function empty({ value, pointer }: Payload): DocumentResult {
  const warnings = descendants(value, nameSet('Warning'))
  return withoutOffers('no-offers', errorTextOf(warnings) ?? 'holds no offer', pointer)
}

function aboutOf(root: unknown) {
  const shopping =
    either(root, 'ShoppingResponseID', 'ShoppingResponseIDs') ??
    at(root, 'Response', 'ShoppingResponse')
  const payload = at(root, 'PayloadAttributes')
  return {
    source: 'ndc',
    searchId:
      words(either(shopping, 'ResponseID', 'ShoppingResponseID', 'ShoppingResponseRefID')) ??
      words(either(payload, 'CorrelationID', 'TrxID', 'EchoTokenText')),
    timestamp: code(
      words(either(root, 'TimeStamp', 'Timestamp') ?? at(payload, 'Timestamp')),
      PATTERNS.instant
    ),
  }
}
