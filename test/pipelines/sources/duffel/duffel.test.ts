import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../../pipelines/intake/recognise'
import { duffel } from '../../../../pipelines/sources/duffel/duffel'
import {
  context,
  duffelOffer,
  duffelRequest,
  offersIn,
  refusalsAtDoor,
} from '../../../build/documents'

const read = (document: unknown) => duffel.read(document, context)

describe('duffel', () => {
  it('reads an offer request, its amounts shared by passengers of one type', () => {
    const result = read(duffelRequest)
    expect(result.problems).toEqual([])
    expect(result.events[0]).toMatchObject({
      timestamp: '2026-11-20T10:12:00Z',
      search_id: 'orq_1',
      origin_airport: 'LHR',
      destination_airport: 'LIS',
      departure_date: '2027-06-13',
      number_of_passengers: 2,
      currency: 'GBP',
      cabin_class: 'premium',
    })
    expect(offersIn(result)[0]).toMatchObject({
      offer_id: 'off_1',
      airline: 'BA',
      flight_number: 'BA501',
      price: 45,
      base_price: 30,
      taxes: 15,
      total_price: 90,
      duration_minutes: 146,
      bags_included: 2,
      fare_basis: 'WHNR',
      expires_at: '2026-11-20T12:42:14.545Z',
    })
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it.each([
    ['an offer alone', duffelOffer],
    ['an offer in data', { data: duffelOffer }],
    ['a list of offers', { data: [duffelOffer] }],
    ['a batch', { id: 'orq_1', remaining_batches: 1, offers: [duffelOffer] }],
  ])('reads %s', (_, document) => {
    expect(duffel.recognises(document)).toBe(true)
    expect(offersIn(read(document))).toHaveLength(1)
  })

  it('leaves out parts that do not add up to the price', () => {
    const [offer] = offersIn(read({ ...duffelOffer, tax_amount: '40.80' }))
    expect(offer).toMatchObject({ price: 45 })
    expect(offer).not.toHaveProperty('taxes')
    expect(offer).not.toHaveProperty('base_price')
  })

  it('does not guess the price of one adult of a family', () => {
    const passengers = [{ type: 'adult' }, { type: 'infant_without_seat' }]
    expect(read({ ...duffelOffer, passengers }).problems).toEqual([
      {
        pointer: '',
        code: 'no-price',
        detail: 'names only what the whole party pays, not the price of one adult',
      },
    ])
  })

  it('names an offer from an airport to itself', () => {
    const [slice] = duffelOffer.slices
    const segments = slice?.segments.map((each) => ({ ...each, destination: each.origin }))
    const result = read({
      data: { id: 'orq_1', offers: [{ ...duffelOffer, slices: [{ segments }] }] },
    })
    expect(result.problems).toEqual([
      { pointer: '/data/offers/0', code: 'invalid', detail: 'flies from LHR to itself' },
    ])
  })

  it('understands an empty answer and an error', () => {
    expect(read({ data: { id: 'orq_1', offers: [] } }).problems[0]?.code).toBe('no-offers')
    const error = {
      meta: { request_id: 'r', status: 422 },
      errors: [{ type: 'validation_error', title: 'Invalid', message: 'Field is in the past' }],
    }
    expect(duffel.recognises(error)).toBe(true)
    expect(read(error).problems[0]).toMatchObject({
      code: 'error-response',
      detail: 'Field is in the past',
    })
  })
})

describe('an offer request in the full published schema', () => {
  const document = readFileSync('test/golden/documents/duffel-offer-request.json', 'utf8')

  it('has its offers, cabins and parties, and an open jaw apart', () => {
    const result = readDocument(document, context)
    if (!('result' in result)) throw new Error(result.detail)
    const { events, problems, leftOut } = result.result
    expect(problems).toEqual([])
    expect(leftOut).toBeUndefined()
    expect(events).toMatchObject([
      {
        search_id: expect.stringContaining('orq_00009hjdomFOCJyxHG7k7k'),
        origin_airport: 'LHR',
        destination_airport: 'JFK',
        return_date: '2026-12-27',
        number_of_passengers: 2,
        cabin_class: 'economy',
        price_offers: [
          {
            airline: 'BA',
            flight_number: 'BA117',
            price: 495.42,
            base_price: 306,
            taxes: 189.42,
            total_price: 990.84,
            stops: 0,
            duration_minutes: 475,
            bags_included: 1,
            fare_basis: 'OHNCG2S1',
            expires_at: '2026-11-20T10:42:14.545Z',
          },
          { airline: 'TP', price: 351.75, stops: 1, duration_minutes: 755, bags_included: 0 },
        ],
      },
      { cabin_class: 'premium', price_offers: [{ price: 1008.42, bags_included: 2 }] },
      { cabin_class: 'economy', price_offers: [{ construction: 'open_jaw', price: 510.05 }] },
    ])
    expect(refusalsAtDoor(result.result)).toEqual([])
  })
})
