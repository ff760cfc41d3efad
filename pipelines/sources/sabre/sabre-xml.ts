/**
 * Sabre OTA_AirLowFareSearchRS as XML, in SOAP or bare. Its elements and attributes are the fields
 * of the classic JSON answer, so the value from `readXml` is read by that reader.
 */
import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at } from '../document/json-value'
import { withoutOffers } from '../offers/document-searches'
import { errorTextOf, failed, faultOf, faultTextOf } from '../xml/document-notes'
import { all, payloadOf } from '../xml/xml-value'
import { readClassic } from './sabre-classic'

export const sabreXml: DocumentSource = { name: 'sabre', format: 'xml', recognises, read }

const ROOT = 'OTA_AirLowFareSearchRS'

function recognises(document: unknown): boolean {
  return payloadOf(document, [ROOT]) !== undefined || isSabreFault(document)
}

/** Sabre's faults name the component where they arose. */
function isSabreFault(document: unknown): boolean {
  const fault = faultOf(document)?.value
  return at(fault, 'detail', 'StackTrace') !== undefined
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const payload = payloadOf(document, [ROOT])
  if (!payload) {
    const fault = faultOf(document)
    return fault
      ? failed(faultTextOf(fault), fault.pointer)
      : withoutOffers('unreadable', `has no ${ROOT}`)
  }
  const priced = all(payload.value, 'PricedItineraries', 'PricedItinerary')
  const errors = errorTextOf(all(payload.value, 'Errors', 'Error'))
  if (priced.length === 0 && errors) return failed(errors, payload.pointer)
  return readClassic({ [ROOT]: payload.value }, context)
}
