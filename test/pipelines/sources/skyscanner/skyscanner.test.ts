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

  it('names the reference that leads nowhere', () => {
    const { problems } = read(answer({ ...results, carriers: {} }))
    expect(problems).toMatchObject([
      { code: 'unresolved-reference', detail: 'results.carriers has no "9"' },
    ])
  })

  it('has no offers with an empty record of itineraries, and repeats the reason', () => {
    const empty = { ...answer({ ...results, itineraries: {} }), message: 'still searching' }
    expect(read(empty).problems).toMatchObject([{ code: 'no-offers', detail: 'still searching' }])
    expect(read(answer({ ...results, itineraries: {} })).problems[0]?.detail).toContain('is empty')
  })

  it('knows no price in an unknown unit, and no time without a day', () => {
    const priced = (unit: string) => ({
      ...results,
      itineraries: { i1: { pricingOptions: [{ price: { amount: '1', unit } }], legIds: ['l1'] } },
    })
    expect(read(answer(priced('PRICE_UNIT_ODD'))).problems[0]?.code).toBe('no-price')
    const s1 = { ...results.segments.s1, departureDateTime: { year: 2026 } }
    expect(read(answer({ ...results, segments: { s1 } })).events).toEqual([])
  })

  it('assumes one adult, and knows no share of a family', () => {
    const query = { currency: 'EUR', cabinClass: 'CABIN_CLASS_ECONOMY' }
    const [search] = read({ ...answer(), query }).events
    expect(search?.number_of_passengers).toBe(1)
    const family = { ...query, adults: 1, childrenAges: [7] }
    expect(read({ ...answer(), query: family }).problems[0]?.code).toBe('no-price')
  })
})
