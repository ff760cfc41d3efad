import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../../pipelines/intake/recognise'
import { context, offersIn, refusalsAtDoor } from '../../../build/documents'

const read = (document: unknown, source?: string) => {
  const result = readDocument(JSON.stringify(document), context, source)
  if (!('result' in result)) throw new Error(result.detail)
  expect(result.source).toBe('google')
  expect(refusalsAtDoor(result.result)).toEqual([])
  return result.result
}

describe('results of fast-flights 2', () => {
  const flight = {
    is_best: true,
    name: 'TAP Air Portugal',
    departure: '10:05 AM on Sun, Dec 20',
    arrival: '1:10 PM on Sun, Dec 20',
    arrival_time_ahead: '',
    duration: '8 hr 5 min',
    stops: 0,
    delay: null,
    price: '€420',
  }
  const query = {
    from: 'LIS',
    to: 'JFK',
    date: '2026-12-20',
    passengers: { adults: 2 },
    currency: 'EUR',
  }

  it('are read with the question beside them', () => {
    const flights = [flight, { ...flight, price: 'Price unavailable' }, { ...flight, price: '0' }]
    const result = read({ success: true, query, current_price: 'typical', flights })
    expect(result.events).toMatchObject([
      {
        origin_airport: 'LIS',
        destination_airport: 'JFK',
        departure_date: '2026-12-20',
        number_of_passengers: 2,
        price_offers: [
          {
            airline: 'TP',
            price: 210,
            total_price: 420,
            stops: 0,
            duration_minutes: 485,
            departure_at: '2026-12-20T10:05',
          },
        ],
      },
    ])
    expect(result.problems).toMatchObject([
      { pointer: '/flights/1', code: 'no-price' },
      { pointer: '/flights/2', code: 'no-price' },
    ])
  })

  it('of a row with stops name no flights, since its connections are not known', () => {
    const [offer] = offersIn(read({ query, flights: [{ ...flight, stops: 1, duration: '14 hr' }] }))
    expect(offer).toMatchObject({ stops: 1, duration_minutes: 840 })
    expect(offer).not.toHaveProperty('segments')
  })

  it('depart in the year that is nearest to the question', () => {
    const late = {
      ...flight,
      departure: '11:05 PM on Fri, Jan 1',
      arrival: '6:00 AM on Sat, Jan 2',
    }
    const result = read({ query: { ...query, date: '2027-01-01' }, flights: [late] })
    expect(offersIn(result)).toMatchObject([{ departure_at: '2027-01-01T23:05' }])
  })

  it('priced in another currency than the question are refused', () => {
    const result = read({ query, flights: [{ ...flight, price: '$420' }] })
    expect(result.problems).toMatchObject([
      { detail: 'is priced as "$420" and in EUR; send one currency' },
    ])
    const { currency: _, ...unnamed } = query
    expect(
      read({ query: unnamed, flights: [{ ...flight, price: '$1,420' }] }).events
    ).toMatchObject([{ currency: 'USD', price_offers: [{ total_price: 1420 }] }])
  })
})

it('results of fast-flights 3 are read by their flights', () => {
  const airport = (code: string) => ({ name: code, code })
  const moment = (day: number, ...time: number[]) => ({ date: [2026, 12, day], time })
  const result = {
    type: 'multi',
    price: 540,
    airlines: ['TAP Air Portugal', 'Air France'],
    flights: [
      {
        from_airport: airport('LIS'),
        to_airport: airport('CDG'),
        departure: moment(20, 10, 5),
        arrival: moment(20, 13, 30),
        duration: 145,
        plane_type: 'Airbus A320',
      },
      {
        from_airport: airport('CDG'),
        to_airport: airport('JFK'),
        departure: moment(20, 15),
        arrival: moment(20, 17, 20),
        duration: 500,
        plane_type: 'Boeing 777',
      },
    ],
    carbon: { typical_on_route: 400, emission: 390 },
  }
  const document = { search: { currency: 'EUR', return_date: '2026-12-27' }, results: [result] }
  expect(read(document).events).toMatchObject([
    {
      return_date: '2026-12-27',
      price_offers: [
        {
          airline: 'YY',
          price: 540,
          stops: 1,
          departure_at: '2026-12-20T10:05',
          segments: [{}, {}],
        },
      ],
    },
  ])
  const one = { ...result, type: 'TP', airlines: ['TAP Air Portugal'] }
  expect(offersIn(read({ ...document, results: [one] }))).toMatchObject([{ airline: 'TP' }])
})

it('the payload that these are decoded from is read as well', () => {
  const flight: unknown[] = Array(23).fill(null)
  for (const [place, value] of [
    [3, 'LIS'],
    [6, 'JFK'],
    [8, [10, 5]],
    [10, [13]],
    [11, 475],
    [20, [2026, 12, 20]],
    [21, [2026, 12, 20]],
    [22, ['TP', '203', null, 'TAP Air Portugal']],
  ] as const) {
    flight[place] = value
  }
  const result = [
    ['TP', ['TAP Air Portugal'], [flight]],
    [[null, 420], 'token'],
  ]
  const payload = [null, null, [[result]], [[result, result]]]
  const read2 = read({ currency: 'EUR', payload })
  expect(read2.events).toMatchObject([{ destination_airport: 'JFK', departure_date: '2026-12-20' }])
  expect(offersIn(read2)).toHaveLength(3)
  expect(offersIn(read2)[0]).toMatchObject({
    airline: 'TP',
    flight_number: 'TP203',
    price: 420,
    departure_at: '2026-12-20T10:05',
    duration_minutes: 475,
  })
  expect(read(payload).problems[0]).toMatchObject({
    pointer: '/2/0/0',
    detail: 'names no currency',
  })
})

describe('results of fli', () => {
  const leg = (from: string, to: string, leaves: string, lands: string) => ({
    airline: 'TP',
    flight_number: '203',
    departure_airport: from,
    arrival_airport: to,
    departure_datetime: leaves,
    arrival_datetime: lands,
    duration: 485,
  })
  const there = leg('LIS', 'JFK', '2026-12-20T10:05:00', '2026-12-20T13:10:00')
  const back = leg('JFK', 'LIS', '2026-12-27T18:00:00', '2026-12-28T06:00:00')
  const way = (legs: object[], price: number) => ({
    legs,
    price,
    currency: 'EUR',
    duration: 485,
    stops: 0,
  })

  it('are read one way and there and back', () => {
    expect(read([way([there], 420)]).events).toMatchObject([
      { price_offers: [{ price: 420, flight_number: 'TP203', duration_minutes: 485 }] },
    ])
    expect(read([[way([there], 700), way([back], 640)]]).events).toMatchObject([
      {
        return_date: '2026-12-27',
        price_offers: [{ price: 640, segments: [{}, { direction: 'return' }] }],
      },
    ])
  })

  it('without a price, or of self-transfer, are what they are', () => {
    expect(read([{ ...way([there], 1), price: null }]).problems).toMatchObject([
      { detail: 'names no price' },
    ])
    expect(offersIn(read([{ ...way([there], 420), self_transfer: true }]))).toMatchObject([
      { construction: 'self_transfer' },
    ])
  })
})

it.each([
  [
    {
      airline: 'TAP',
      from: 'LIS',
      to: 'JFK',
      departure_date: '2026-12-20',
      departure_time: '10:05',
    },
    {},
  ],
  [{ carrier: 'TP', origin: 'LIS', destination: 'JFK', departure: '2026-12-20 10:05' }, {}],
  [
    { airline_name: 'TAP Air Portugal', dep_time: '10:05 AM', flight_number: 'TP 203' },
    { departure_id: 'LIS', arrival_id: 'JFK', outbound_date: '2026-12-20' },
  ],
])('flat rows of a scraper are read by the names of their columns', (row, search) => {
  const rows = [{ ...row, price: '420', currency: 'EUR', stops: 'Nonstop', duration: '8h 5m' }]
  expect(read({ search, rows }).events).toMatchObject([
    {
      origin_airport: 'LIS',
      destination_airport: 'JFK',
      departure_date: '2026-12-20',
      currency: 'EUR',
      price_offers: [
        { price: 420, stops: 0, duration_minutes: 485, departure_at: '2026-12-20T10:05' },
      ],
    },
  ])
})
