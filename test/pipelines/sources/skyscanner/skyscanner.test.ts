import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../../pipelines/intake/recognise'
import { context, offersIn, refusalsAtDoor } from '../../../build/documents'

const time = (day: number, hour: number) => ({
  year: 2026,
  month: 12,
  day,
  hour,
  minute: 5,
  second: 0,
})
const results = {
  itineraries: {
    i1: {
      pricingOptions: [
        { id: 'p1', price: { amount: '180400', unit: 'PRICE_UNIT_MILLI' } },
        { id: 'p2', price: { amount: '', unit: 'PRICE_UNIT_MILLI' } },
      ],
      legIds: ['l1'],
    },
  },
  legs: { l1: { durationInMinutes: 175, segmentIds: ['s1'] } },
  segments: {
    s1: {
      originPlaceId: '1',
      destinationPlaceId: '2',
      departureDateTime: time(20, 10),
      arrivalDateTime: time(20, 14),
      durationInMinutes: 175,
      marketingFlightNumber: '5805',
      marketingCarrierId: '9',
      operatingCarrierId: '9',
    },
  },
  places: { 1: { iata: 'LIS' }, 2: { iata: 'FCO' } },
  carriers: { 9: { iata: 'FR' } },
}
const answer = (content: object = results) => ({
  sessionToken: 'sky-1',
  status: 'RESULT_STATUS_COMPLETE',
  query: { currency: 'EUR', adults: 2, cabinClass: 'CABIN_CLASS_ECONOMY' },
  content: { results: content },
})
const read = (document: object) => {
  const result = readDocument(JSON.stringify(document), context)
  if (!('result' in result)) throw new Error(result.detail)
  expect(result.source).toBe('skyscanner')
  return result.result
}

describe('skyscanner itineraries', () => {
  it('are read through their references, prices in their unit', () => {
    const result = read(answer())
    expect(result.events).toMatchObject([
      {
        search_id: 'sky-1',
        origin_airport: 'LIS',
        destination_airport: 'FCO',
        departure_date: '2026-12-20',
        number_of_passengers: 2,
        currency: 'EUR',
        cabin_class: 'economy',
      },
    ])
    expect(offersIn(result)).toMatchObject([
      {
        airline: 'FR',
        flight_number: 'FR5805',
        price: 90.2,
        total_price: 180.4,
        duration_minutes: 175,
      },
    ])
    expect(result.problems).toMatchObject([{ code: 'no-price' }])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('name a reference that leads nowhere, and an empty answer', () => {
    expect(read(answer({ ...results, carriers: {} })).problems).toMatchObject([
      { code: 'unresolved-reference', detail: 'results.carriers has no "9"' },
    ])
    expect(read(answer({ itineraries: {}, legs: {} })).problems).toMatchObject([
      { code: 'no-offers' },
    ])
  })
})
