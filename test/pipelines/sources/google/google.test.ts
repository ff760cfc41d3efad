import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../../pipelines/intake/recognise'
import { context, offersIn, refusalsAtDoor } from '../../../build/documents'

const end = (id: string, time: string) => ({ id, name: id, time })
const flight = (from: string, leaves: string, to: string, lands: string, number: string) => ({
  departure_airport: end(from, leaves),
  arrival_airport: end(to, lands),
  duration: 120,
  airline: 'TAP',
  travel_class: 'Economy',
  flight_number: number,
})
const answer = (parameters: object, more: object = {}) => ({
  search_metadata: { id: 'g1', created_at: '2026-11-20 10:02:11 UTC' },
  search_parameters: { engine: 'google_flights', currency: 'EUR', ...parameters },
  best_flights: [
    {
      flights: [
        flight('LIS', '2026-12-20 10:05', 'CDG', '2026-12-20 13:30', 'TP 436'),
        flight('CDG', '2026-12-20 15:00', 'MUC', '2026-12-20 16:35', 'AF 1422'),
      ],
      total_duration: 330,
      price: 240,
      type: 'One way',
      booking_token: 'b1',
    },
  ],
  other_flights: [{ flights: [], price: 99 }],
  ...more,
})
const read = (document: object) => {
  const result = readDocument(JSON.stringify(document), context)
  if (!('result' in result)) throw new Error(result.detail)
  expect(result.source).toBe('google')
  return result.result
}

describe('google flights results of a scraper', () => {
  it('become the offers of their question', () => {
    const result = read(answer({ type: '2', adults: 2 }))
    expect(result.events).toMatchObject([
      {
        search_id: 'g1',
        timestamp: '2026-11-20T10:02:11Z',
        source: 'google',
        origin_airport: 'LIS',
        destination_airport: 'MUC',
        departure_date: '2026-12-20',
        number_of_passengers: 2,
        currency: 'EUR',
        cabin_class: 'economy',
      },
    ])
    expect(offersIn(result)).toMatchObject([
      { airline: 'TP', flight_number: 'TP436', price: 120, total_price: 240, stops: 1 },
    ])
    expect(result.problems).toMatchObject([{ pointer: '/other_flights/0', code: 'invalid' }])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('of a round trip have the day of its return', () => {
    const trip = { type: 1, return_date: '2026-12-27' }
    expect(read(answer(trip)).events).toMatchObject([{ return_date: '2026-12-27' }])
    expect(read(answer({ type: 1 })).problems).toMatchObject([
      { detail: expect.stringContaining('return_date') },
      {},
    ])
  })

  it('without a price, and answers with an error, are named', () => {
    const [best] = answer({}).best_flights
    const free = answer({}, { best_flights: [{ ...best, price: undefined }], other_flights: [] })
    expect(read(free).problems).toMatchObject([{ code: 'no-price' }])
    const failed = answer({}, { best_flights: [], other_flights: [], error: 'no results' })
    expect(read(failed).problems).toMatchObject([{ code: 'error-response', detail: 'no results' }])
  })
})
