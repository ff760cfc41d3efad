/** Real inputs that were once misread: time zones, renamed airports, cities, currencies. */
import { describe, expect, it, test } from 'vitest'
import { createEventReader } from '../../../../pipelines/intake/read-event'
import { amadeus } from '../../../../pipelines/sources/amadeus/amadeus'
import { context, offersIn, refusalsAtDoor } from '../../../build/documents'

type Flight = readonly [from: string, leaves: string, to: string, lands: string]

/** One non-stop offer a flight, as `flight-offers` answers, without a duration. */
const offers = (flights: readonly Flight[], currency = 'EUR', total = '150.00') => ({
  meta: { count: flights.length },
  data: flights.map(([from, leaves, to, lands], place) => ({
    type: 'flight-offer',
    id: String(place + 1),
    itineraries: [
      {
        segments: [
          {
            id: '1',
            departure: { iataCode: from, at: `2026-12-20T${leaves}:00` },
            arrival: { iataCode: to, at: `2026-12-20T${lands}:00` },
            carrierCode: 'AS',
            number: '2310',
            numberOfStops: 0,
          },
        ],
      },
    ],
    price: { currency, total, grandTotal: total },
    travelerPricings: [{ travelerId: '1', travelerType: 'ADULT', price: { currency, total } }],
  })),
})
const read = (document: unknown) => amadeus.read(document, context)
const minutes = (document: unknown) =>
  offersIn(read(document)).map(({ duration_minutes }) => duration_minutes)

function admitted(document: unknown) {
  const clock = { now: context.receivedAt, maxClockSkewMs: 0 }
  const reader = createEventReader(clock, { sender: {}, hashUser: (id) => id })
  return read(document).events.map(reader)
}
const markets = (document: unknown) =>
  admitted(document).map((result) => 'event' in result && result.event.market)

describe('durations between two clocks', () => {
  it('of PSC and SEA, both on Pacific time, are 65 minutes each way', () => {
    const both: Flight[] = [
      ['PSC', '06:00', 'SEA', '07:05'],
      ['SEA', '10:00', 'PSC', '11:05'],
    ]
    expect(minutes(offers(both))).toEqual([65, 65])
  })

  it('of BAX and OVB, both at UTC+7, are 50 minutes each way', () => {
    const both: Flight[] = [
      ['BAX', '10:00', 'OVB', '10:50'],
      ['OVB', '10:00', 'BAX', '10:50'],
    ]
    expect(minutes(offers(both))).toEqual([50, 50])
  })

  it('are left out where no aircraft could fly so fast or so slowly', () => {
    const odd: Flight[] = [
      ['JFK', '10:00', 'LHR', '16:00'],
      ['PSC', '06:00', 'SEA', '12:05'],
    ]
    const result = read(offers(odd))
    expect(result.problems).toEqual([])
    expect(offersIn(result).map(({ duration_minutes }) => duration_minutes)).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('a renamed airport', () => {
  const renamed = (code: string): Flight[] => [
    [code, '10:00', 'JFK', '13:00'],
    ['JFK', '15:00', code, '18:10'],
  ]

  it('is known, with its time zone', () => {
    expect(refusalsAtDoor(read(offers(renamed('DJT'))))).toEqual([])
    expect(minutes(offers(renamed('DJT')))).toEqual([180, 190])
  })

  it('makes one market under its former and its new code', () => {
    expect(markets(offers(renamed('DJT')))).toEqual(['DJT-JFK', 'JFK-DJT'])
    expect(markets(offers(renamed('PBI')))).toEqual(['DJT-JFK', 'JFK-DJT'])
  })
})

test('cities are places, and a code of no place is refused by its name', () => {
  const line = (destination: string) => ({
    type: 'flight-destination',
    origin: 'MAD',
    destination,
    departureDate: '2026-12-20',
    returnDate: '2026-12-27',
    price: { total: '59.90' },
  })
  const document = { meta: { currency: 'EUR' }, data: ['LON', 'NYC', 'XXQ'].map(line) }
  expect(markets(document)).toEqual(['MAD-LON', 'MAD-NYC', false])
  expect(refusalsAtDoor(read(document))).toEqual([
    {
      pointer: '/destination_airport',
      code: 'unknown-place',
      detail: expect.stringMatching(/^XXQ is not a known place/),
    },
  ])
})

test.each([
  ['XCG', '812.50', 81_250],
  ['ZWG', '5300.00', 530_000],
  ['SLE', '9100.00', 910_000],
  ['VED', '9100.00', 910_000],
])('an offer in %s is read with two digits', (currency, total, amountMinor) => {
  const [result] = admitted(offers([['CUR', '09:00', 'AMS', '22:00']], currency, total))
  expect(result).toMatchObject({ event: { currency, offers: [{ amountMinor }] } })
})
