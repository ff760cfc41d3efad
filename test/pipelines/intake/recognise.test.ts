import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocument, sourceOf } from '../../../pipelines/intake/recognise'
import {
  amadeusOffer,
  context,
  duffelOffer,
  duffelRequest,
  kiwiDocument,
  offersIn,
  sabreClassic,
  sabreGrouped,
  sabreItinerary,
} from '../../build/documents'

const DOCUMENTS = [
  ['sabre', sabreGrouped],
  ['sabre', sabreClassic],
  ['amadeus', { data: [amadeusOffer] }],
  ['duffel', duffelRequest],
  ['duffel', duffelOffer],
  ['kiwi', kiwiDocument],
] as const

describe('recognising a document', () => {
  it.each(DOCUMENTS)('knows %s by its shape', (name, document) => {
    const read = readDocument(JSON.stringify(document), context)
    expect(read).toMatchObject({ source: name, result: { problems: [] } })
  })

  it('trusts a named source and returns its read problems', () => {
    const read = readDocument('{}', context, 'kiwi')
    expect(read).toMatchObject({ source: 'kiwi', result: { problems: [{ code: 'unreadable' }] } })
    expect(sourceOf({}, 'xml', 'kiwi')).toBeUndefined()
  })

  it.each(['{', '', 'flights to rome', '<a>', '<!DOCTYPE x><a/>'])('refuses "%s"', (text) => {
    expect(readDocument(text, context)).toMatchObject({ code: 'unreadable' })
  })

  it('rejects a document of no source', () => {
    expect(readDocument('{"data":[]}', context)).toMatchObject({ code: 'unknown-source' })
    expect(readDocument('[1,null]', context)).toMatchObject({ code: 'unknown-source' })
  })
})

const sabreOf = (PricedItinerary: unknown[]) => ({
  OTA_AirLowFareSearchRS: { PricedItineraries: { PricedItinerary } },
})

/** A document with some of its values, at any depth, replaced or removed. */
const broken = (document: unknown) =>
  fc.array(fc.tuple(fc.nat(), fc.jsonValue())).map((changes) => {
    let place = 0
    const byPlace = new Map(changes.map(([at, value]) => [at % 400, value]))
    return JSON.parse(JSON.stringify(document), (_, value) => {
      place += 1
      return byPlace.has(place) ? byPlace.get(place) : value
    })
  })

describe('every source', () => {
  it.each(DOCUMENTS)('%s never throws and never makes a NaN, whatever breaks', (name, document) => {
    fc.assert(
      fc.property(broken(document), (damaged) => {
        const read = readDocument(JSON.stringify(damaged) ?? 'null', context, name)
        if (!('result' in read)) return
        const { events, problems } = read.result
        expect(offersIn(read.result).length + problems.length).toBeGreaterThan(0)
        for (const { price, total_price } of events.flatMap((event) => event.price_offers)) {
          expect(price).toBeGreaterThan(0)
          // Absent when the document has no total and lacks a passenger's price.
          if (total_price !== undefined) expect(total_price).toBeGreaterThan(0)
        }
        // JSON writes NaN and infinity as null, which a native event never contains.
        expect(JSON.stringify(events)).not.toMatch(/null/)
      })
    )
  })

  it.each([
    ['sabre', sabreItinerary, sabreOf],
    ['amadeus', amadeusOffer, (data: unknown[]) => ({ data })],
    ['duffel', duffelOffer, (data: unknown[]) => ({ data })],
    ['kiwi', kiwiDocument.data[0], (data: unknown[]) => ({ ...kiwiDocument, data })],
  ])('%s accounts for every offer, whatever breaks in one of them', (name, whole, documentOf) => {
    fc.assert(
      fc.property(broken(whole), fc.nat(2), (damaged, place) => {
        const offers: unknown[] = [whole, whole, whole]
        offers[place] = damaged
        const read = readDocument(JSON.stringify(documentOf(offers)), context, name)
        if (!('result' in read)) throw new Error(read.detail)
        const found = offersIn(read.result).length
        expect(found).toBeGreaterThanOrEqual(2)
        // A break may turn one pricing into a list of several, each an offer.
        expect(found + read.result.problems.length).toBeGreaterThanOrEqual(3)
      })
    )
  })

  it.each(['sabre', 'amadeus', 'duffel', 'kiwi'])('%s reads any JSON without a throw', (name) => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readDocument(text, context, name)).toHaveProperty('result.problems')
      })
    )
  })
})
