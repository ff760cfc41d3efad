import { describe, expect, it } from 'vitest'
import { amadeus } from '../../../../pipelines/sources/amadeus/amadeus'
import { amadeusOffer, context, offersIn, refusalsAtDoor } from '../../../build/documents'

const read = (document: unknown) => amadeus.read(document, context)

describe('amadeus flight offers', () => {
  it("reads the price of one adult from a family's round trip", () => {
    const result = read({ data: [amadeusOffer] })
    expect(result.problems).toEqual([])
    expect(result.events).toHaveLength(1)
    const [event] = result.events
    expect(event).toMatchObject({
      timestamp: '2026-11-20T12:00:00Z',
      search_id: 'd0c',
      source: 'amadeus',
      origin_airport: 'LIS',
      destination_airport: 'JFK',
      departure_date: '2027-05-03',
      return_date: '2027-05-10',
      number_of_passengers: 3,
      currency: 'EUR',
      cabin_class: 'economy',
    })
    expect(event?.price_offers[0]).toMatchObject({
      airline: 'TP',
      flight_number: 'TP203',
      operating_airline: 'S4',
      validating_airline: 'TP',
      price: 380.25,
      base_price: 300,
      taxes: 80.25,
      total_price: 1010.5,
      stops: 0,
      duration_minutes: 485,
      departure_at: '2027-05-03T10:30:00',
      seats_remaining: 4,
      bags_included: 1,
      fare_basis: 'OLIGHT',
      passenger_prices: [
        { passenger_type: 'adult', count: 2, price: 380.25 },
        { passenger_type: 'child', count: 1, price: 250, base_price: 200, taxes: 50 },
      ],
    })
    expect(event?.price_offers[0]?.segments?.map(({ direction }) => direction)).toEqual([
      'outbound',
      'return',
    ])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('shares a fee that the travellers’ totals leave out', () => {
    const price = {
      ...amadeusOffer.price,
      grandTotal: '1019.50',
      fees: [{ amount: '9.00', type: 'TICKETING' }],
    }
    const [offer] = offersIn(read({ data: [{ ...amadeusOffer, price }] }))
    expect(offer).toMatchObject({ price: 383.25, fees: 3, taxes: 80.25, total_price: 1019.5 })
  })

  it('counts a landing on the way and a change of flight as stops', () => {
    const [out, back] = amadeusOffer.itineraries
    const segments = out?.segments.map((segment) => ({ ...segment, numberOfStops: 1 }))
    const offer = { ...amadeusOffer, itineraries: [{ ...out, segments }, back] }
    expect(offersIn(read({ data: [offer] }))[0]?.stops).toBe(1)
  })

  it("computes a missing duration from the airports' clocks", () => {
    const itineraries = amadeusOffer.itineraries.map(({ segments }) => ({ segments }))
    const [offer] = offersIn(read({ data: [{ ...amadeusOffer, itineraries }] }))
    expect(offer?.duration_minutes).toBe(485)
  })

  it('takes the cabin of the request where the flights name none', () => {
    const self = 'https://test.api.amadeus.com/v2/shopping/flight-offers?travelClass=BUSINESS&max=2'
    const travelerPricings = amadeusOffer.travelerPricings.map((each) => ({
      ...each,
      fareDetailsBySegment: [],
    }))
    const offer = { ...amadeusOffer, travelerPricings }
    const { events } = read({ meta: { links: { self } }, data: [offer] })
    expect(events[0]?.cabin_class).toBe('business')
  })

  it('reads the offers of a pricing and of a prediction’s request', () => {
    const data = { type: 'flight-offers-pricing', flightOffers: [amadeusOffer] }
    expect(offersIn(read({ data }))).toHaveLength(1)
  })

  it.each([
    ['no-price', { price: { currency: 'EUR' }, travelerPricings: [] }],
    ['no-price', { travelerPricings: [{ travelerType: 'ADULT', price: { total: '0.00' } }] }],
    ['unresolved-reference', { itineraries: [] }],
    ['invalid', { itineraries: [], travelerPricings: [{ price: { total: '1' } }] }],
    ['invalid', { price: { currency: 'XXQ', total: '1' } }],
  ])('names a problem %s and goes on with the others', (code, change) => {
    const result = read({ data: [{ ...amadeusOffer, ...change }, amadeusOffer] })
    expect(offersIn(result)).toHaveLength(1)
    expect(result.problems).toEqual([
      { code, pointer: expect.stringMatching(/^\/data\/0/), detail: expect.any(String) },
    ])
  })

  it('keeps an open jaw as what it is, in a search of its own', () => {
    const [out, back] = amadeusOffer.itineraries
    const elsewhere = out && {
      ...out,
      segments: out.segments.map((segment) => ({ ...segment, arrival: { iataCode: 'MAD' } })),
    }
    const openJaw = { ...amadeusOffer, itineraries: [elsewhere, back] }
    const result = read({ data: [amadeusOffer, openJaw] })
    expect(result.problems).toEqual([])
    expect(result.events).toMatchObject([
      { destination_airport: 'JFK', price_offers: [{}] },
      {
        origin_airport: 'LIS',
        destination_airport: 'MAD',
        return_date: '2027-05-10',
        price_offers: [{ construction: 'open_jaw' }],
      },
    ])
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('keeps a multi-city trip with the order of its directions', () => {
    const [out] = amadeusOffer.itineraries
    const way = (from: string, to: string, day: string, id: string) => ({
      segments: (out?.segments ?? []).map((segment) => ({
        ...segment,
        id,
        departure: { iataCode: from, at: `2027-05-${day}T10:00:00` },
        arrival: { iataCode: to, at: `2027-05-${day}T18:00:00` },
        duration: undefined,
      })),
    })
    const ways = [
      way('LIS', 'JFK', '03', '1'),
      way('JFK', 'MIA', '06', '2'),
      way('MIA', 'LIS', '10', '3'),
    ]
    const result = read({ data: [{ ...amadeusOffer, itineraries: ways }] })
    expect(result.events).toMatchObject([
      {
        destination_airport: 'JFK',
        price_offers: [
          {
            construction: 'multi_city',
            segments: [{ direction: 'outbound' }, { direction: 'second' }, { direction: 'third' }],
          },
        ],
      },
    ])
    expect(result.events[0]).not.toHaveProperty('return_date')
    expect(refusalsAtDoor(result)).toEqual([])
    const seven = [...ways, ...ways, ways[0]]
    expect(read({ data: [{ ...amadeusOffer, itineraries: seven }] }).problems).toMatchObject([
      { detail: 'flies 7 directions, more than 6' },
    ])
  })

  it('names the durations and counts that it leaves out of an offer', () => {
    const [out, back] = amadeusOffer.itineraries
    const fast = { ...out, segments: out?.segments.map((each) => ({ ...each, duration: 'PT20M' })) }
    const offer = { ...amadeusOffer, itineraries: [fast, back], numberOfBookableSeats: 5000 }
    expect(read({ data: [offer] }).leftOut).toMatchObject([
      { event: 0, problem: { pointer: '/data/0', code: 'implausible' } },
      { event: 0, problem: { pointer: '/data/0', code: 'invalid' } },
    ])
    expect(read({ data: [amadeusOffer] })).not.toHaveProperty('leftOut')
  })
})

describe('amadeus price lists', () => {
  const meta = { currency: 'EUR' }
  const line = {
    type: 'flight-date',
    origin: 'MAD',
    destination: 'MUC',
    departureDate: '2027-02-01',
    returnDate: '2027-02-03',
    price: { total: '98.53' },
  }

  it('makes a search of every date, with the price of whichever airline', () => {
    const later = { ...line, departureDate: '2027-02-02' }
    const result = read({ meta, data: [line, later] })
    expect(result.events.map(({ search_id }) => search_id)).toEqual([
      'd0c/MAD-MUC/2027-02-01/2027-02-03/any-cabin/1-EUR',
      'd0c/MAD-MUC/2027-02-02/2027-02-03/any-cabin/1-EUR',
    ])
    expect(offersIn(result)[0]).toEqual({ airline: 'YY', price: 98.53, total_price: 98.53 })
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it.each([
    ['no-price', { price: {} }],
    ['invalid', { departureDate: '2027-02-30' }],
    ['invalid', { destination: 'MAD' }],
  ])('names a problem %s for a line that says too little', (code, change) => {
    const result = read({ meta, data: [{ ...line, ...change }, line] })
    expect(result.problems.map((problem) => problem.code)).toEqual([code])
    expect(offersIn(result)).toHaveLength(1)
  })
})

describe('amadeus travel recommendations', () => {
  const flight = (from: string, to: string, day: string, city: string) => ({
    dep_airport: from,
    dep_date: day,
    dep_time: '20:55',
    arr_airport: to,
    arr_date: day,
    arr_time: '22:10',
    arr_city: city,
    marketing_airline: 'AF',
    operating_airline: 'AF',
    flight_nb: '1246',
    cabin: 'M',
  })
  const document = {
    search_id: 'LRX-1',
    search_date: '2026-11-17',
    search_time: '11:48:39',
    destination_city: 'LIS',
    currency: 'EUR',
    passengers: [{ passenger_type: 'ADT', passenger_nb: 2 }],
    recos: [
      {
        price: 500.5,
        taxes: 120.5,
        fees: 0,
        flights: [
          flight('CDG', 'MAD', '2026-12-17', 'MAD'),
          flight('MAD', 'LIS', '2026-12-18', 'LIS'),
          flight('LIS', 'ORY', '2026-12-20', 'PAR'),
        ],
      },
    ],
  }

  it('parts the flights at the destination and the price among the adults', () => {
    const result = read(document)
    expect(result.problems).toEqual([])
    expect(result.events[0]).toMatchObject({
      timestamp: '2026-11-17T11:48:39Z',
      search_id: 'LRX-1',
      origin_airport: 'CDG',
      destination_airport: 'LIS',
      return_date: '2026-12-20',
      number_of_passengers: 2,
    })
    expect(offersIn(result)[0]).toMatchObject({ price: 250.25, taxes: 60.25, stops: 1 })
    expect(refusalsAtDoor(result)).toEqual([])
  })

  it('does not guess the price of one adult of a family', () => {
    const passengers = [...document.passengers, { passenger_type: 'CHD', passenger_nb: 1 }]
    expect(read({ ...document, passengers }).problems[0]).toMatchObject({ code: 'no-price' })
  })
})

describe('amadeus without offers', () => {
  it('gives an error’s own words', () => {
    const errors = [
      { status: 400, code: 425, title: 'INVALID DATE', detail: 'Date is in the past' },
    ]
    expect(amadeus.recognises({ errors })).toBe(true)
    expect(read({ errors }).problems).toEqual([
      { pointer: '/errors', code: 'error-response', detail: 'INVALID DATE: Date is in the past' },
    ])
  })

  it('reports a list that is empty or has no prices', () => {
    expect(read({ meta: { count: 0 }, data: [] }).problems[0]?.code).toBe('no-offers')
    expect(read({ data: [{ type: 'air-traffic' }] }).problems[0]?.code).toBe('no-offers')
    expect(read({}).problems[0]?.code).toBe('unreadable')
  })
})
