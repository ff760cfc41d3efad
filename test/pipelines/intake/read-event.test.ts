import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { booking, broken, CHROME, nativeSearches, offer, search } from '../../build/native-events'

const NOW = Date.parse('2026-11-20T12:01:00Z')
const CALLER = { ip: '198.51.100.9', country: 'DE', region: 'BE' }

function read(record: unknown, caller = {}) {
  const reader = createEventReader(
    { now: NOW, maxClockSkewMs: 300_000 },
    { sender: caller, hashUser: (userId) => `hash-${userId.length}` }
  )
  return reader(record)
}

function refusal(record: unknown) {
  const result = read(record)
  return 'refusals' in result ? result.refusals[0] : undefined
}

function event(record: unknown, caller = {}) {
  const result = read(record, caller)
  if ('refusals' in result) throw new Error(JSON.stringify(result.refusals))
  return result.event
}

test('a search becomes an event in minor units, without address, agent or user id', () => {
  expect(event(search())).toEqual({
    type: 'search',
    id: 's-1',
    at: Date.parse('2026-11-20T12:00:00Z'),
    receivedAt: NOW,
    market: 'LIS-JFK',
    departureDate: '2026-12-20',
    returnDate: '2026-12-27',
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {
      country: 'PT',
      region: undefined,
      device: 'desktop',
      browser: 'Chrome',
      os: 'Windows',
      userHash: 'hash-21',
    },
    offers: [
      {
        airline: 'TP',
        amountMinor: 23_448,
        flightNumber: 'TP203',
        stops: 0,
        durationMinutes: 480,
        departureAt: '2026-12-20T10:05',
        seatsRemaining: 9,
        bagsIncluded: 1,
        fareBasis: 'Y14NR',
      },
    ],
  })
})

test('a booking carries its one offer and the search it followed', () => {
  expect(event(booking())).toMatchObject({
    type: 'booking',
    id: 'b-1',
    searchId: 's-1',
    offer: { airline: 'TP', amountMinor: 23_448 },
  })
})

test('reads unambiguous values', () => {
  const sloppy = search({
    search_id: 42,
    origin_airport: ' lis ',
    currency: 'jpy',
    cabin_class: 'PREMIUM_ECONOMY',
    number_of_passengers: '2',
    return_date: null,
    price_offers: [{ airline: 'tp', flight_number: 203, price: '1200', stops: '1' }],
  })
  expect(event(sloppy)).toMatchObject({
    id: '42',
    market: 'LIS-JFK',
    currency: 'JPY',
    cabin: 'premium',
    passengers: 2,
    returnDate: undefined,
    offers: [{ airline: 'TP', flightNumber: 'TP203', amountMinor: 1_200, stops: 1 }],
  })
})

test.each([
  ['coach', 'economy'],
  ['Economy', 'economy'],
  ['Premium Economy', 'premium'],
  ['premium coach', 'premium'],
  ['BUSINESS', 'business'],
  ['first class', 'first'],
])('the cabin "%s" is %s', (name, cabin) => {
  expect(event(search({ cabin_class: name }))).toMatchObject({ cabin })
})

test.each([
  ['2026-12-20T10:05:59', '2026-12-20T10:05'],
  ['2026-12-20T10:05:00-05:00', '2026-12-20T10:05'],
  ['2026-12-20T10:05:00Z', '2026-12-20T05:05'],
])('a departure at %s is local time %s in New York', (given, local) => {
  const from = search({
    origin_airport: 'JFK',
    destination_airport: 'LIS',
    price_offers: [offer({ departure_at: given })],
  })
  expect(event(from)).toMatchObject({ offers: [{ departureAt: local }] })
})

describe('a refusal names the field, the reason and the fix', () => {
  test.each([
    [5, '', 'invalid'],
    [null, '', 'invalid'],
    [[], '', 'invalid'],
    [{}, '', 'unreadable'],
    [{ type: 'search' }, '/search_id', 'missing'],
    [{ itineraries: [], slices: [] }, '', 'unreadable'],
    [{ ...search(), cabin_class: undefined, cabin_clas: 'first' }, '/cabin_clas', 'unknown-field'],
    [{ ...search(), cabin_class: undefined, cabin: 'first' }, '/cabin', 'unknown-field'],
    [search({ type: 'chat' }), '/type', 'invalid'],
    [search({ timestamp: '2026-11-20T12:06:01Z' }), '/timestamp', 'future'],
    [search({ timestamp: '2026-11-20T12:00:00' }), '/timestamp', 'invalid'],
    [search({ timestamp: 1_795_176_000 }), '/timestamp', 'invalid'],
    [search({ timestamp: '1999-12-31T00:00:00Z' }), '/timestamp', 'too-old'],
    [search({ destination_airport: 'lis' }), '/destination_airport', 'same-airport'],
    [search({ origin_airport: 'LISB' }), '/origin_airport', 'invalid'],
    [search({ currency: 'XXQ' }), '/currency', 'unknown-currency'],
    [search({ departure_date: '2026-11-18' }), '/departure_date', 'departed'],
    [search({ departure_date: '2026-02-30' }), '/departure_date', 'invalid'],
    [search({ departure_date: '2029-01-01', return_date: null }), '/departure_date', 'too-far'],
    [search({ return_date: '2026-12-19' }), '/return_date', 'returns-too-early'],
    [search({ price_offers: [offer({ price: 0 })] }), '/price_offers/0/price', 'invalid'],
    [search({ price_offers: [offer({ price: '1,200' })] }), '/price_offers/0/price', 'invalid'],
    [search({ price_offers: [offer({ price: 0.001 })] }), '/price_offers/0/price', 'price'],
    [search({ price_offers: [offer({ stops: -1 })] }), '/price_offers/0/stops', 'invalid'],
    [search({ price_offers: new Array(1_001).fill(offer()) }), '/price_offers', 'invalid'],
    [search({ user_location: { country: 'Portugal' } }), '/user_location/country', 'invalid'],
    [booking({ price: -1 }), '/price', 'invalid'],
    [booking({ booking_id: undefined }), '/booking_id', 'missing'],
  ])('%j', (record, pointer, code) => {
    expect(refusal(record)).toMatchObject({ pointer, code, detail: expect.stringMatching(/\w/) })
  })
})

test('a search late in the evening, west of the ocean, may still depart today', () => {
  const evening = { timestamp: '2026-11-20T06:00:00Z', departure_date: '2026-11-19' }
  expect(refusal(search(evening))).toBeUndefined()
})

test('an event of 1,000 offers is taken', () => {
  const record = search({ price_offers: new Array(1_000).fill(offer()) })
  expect(event(record)).toMatchObject({ type: 'search' })
})

describe('privacy', () => {
  const here = { user_location: { ip_address: CALLER.ip } }

  test('keeps a given country', () => {
    expect(event(search(), CALLER).shopper).toMatchObject({ country: 'PT', region: undefined })
  })

  test("the sender's own address is located by the network", () => {
    expect(event(search(here), CALLER).shopper).toMatchObject({ country: 'DE', region: 'BE' })
  })

  test('another address without a country stays unknown', () => {
    const elsewhere = search({ user_location: { ip_address: '203.0.113.77' } })
    expect(event(elsewhere, CALLER).shopper.country).toBeUndefined()
    expect(event(search({ user_location: null }), CALLER).shopper.country).toBeUndefined()
  })

  test('keeps only listed names of a user agent', () => {
    const own = search({ device_info: { user_agent: 'SecretTool/9 (anna@example.com)' } })
    expect(event(own).shopper).toMatchObject({ browser: 'other', device: undefined })
    const phone = search({ device_info: { platform: 'iOS' } })
    expect(event(phone).shopper).toMatchObject({ device: 'mobile', os: 'iOS' })
  })

  test('nothing of address, agent or user id is left in an event', () => {
    const raw = /203\.0\.113|Mozilla|AppleWebKit|traveller|example\.com/
    expect(JSON.stringify(search())).toMatch(raw)
    expect(CHROME).toMatch(raw)
    expect(JSON.stringify(event(search()))).not.toMatch(raw)
    expect(JSON.stringify(event(booking()))).not.toMatch(raw)
  })
})

test('any record is read or refused with a reason, never thrown at', () => {
  const check = (record: unknown) => {
    const result = read(record)
    if ('refusals' in result) expect(result.refusals.length).toBeGreaterThan(0)
    else expect(result.event.market).toMatch(/^[A-Z]{3}-[A-Z]{3}$/)
  }
  fc.assert(fc.property(fc.jsonValue(), check))
  fc.assert(fc.property(nativeSearches, check), { numRuns: 1_000 })
  fc.assert(fc.property(broken(fc.constant(search())), check), { numRuns: 1_000 })
  fc.assert(fc.property(broken(fc.constant(booking())), check), { numRuns: 1_000 })
})

test('a former currency is read on the days it was in use and refused after its last', () => {
  const past = {
    timestamp: '2022-11-20T12:00:00Z',
    departure_date: '2022-12-20',
    return_date: '2022-12-27',
    currency: 'HRK',
  }
  expect(event(search(past)).currency).toBe('HRK')
  expect(refusal(search({ currency: 'HRK' }))).toMatchObject({
    pointer: '/currency',
    detail: expect.stringMatching(/^HRK ended on 2023-01-14/),
  })
})

test('an unknown place is refused by its name, at each end', () => {
  const nowhere = search({ origin_airport: 'XXX', destination_airport: 'QQQ' })
  const result = read(nowhere)
  expect('refusals' in result && result.refusals).toEqual([
    expect.objectContaining({ pointer: '/origin_airport', code: 'unknown-place' }),
    expect.objectContaining({ pointer: '/destination_airport', code: 'unknown-place' }),
  ])
})

test('an airport is read by the day of departure: closed ones end, former codes go on', () => {
  expect(refusal(search({ origin_airport: 'TXL' }))).toMatchObject({
    pointer: '/origin_airport',
    detail: expect.stringMatching(/^TXL is not in use after 2020-11-08/),
  })
  expect(event(search({ origin_airport: 'TSE' })).market).toBe('NQZ-JFK')
  expect(refusal(search({ origin_airport: 'PBI', destination_airport: 'DJT' }))).toMatchObject({
    code: 'same-airport',
  })
})

test('a city and one of its own airports are no market', () => {
  const ends = { origin_airport: 'LON', destination_airport: 'LHR' }
  expect(refusal(search(ends))).toMatchObject({
    pointer: '/destination_airport',
    code: 'same-airport',
    detail: expect.stringContaining('LON and LHR'),
  })
  expect(event(search({ origin_airport: 'LHR', destination_airport: 'LGW' })).market).toBe(
    'LHR-LGW'
  )
})

describe('a search with odd parts', () => {
  const reader = () =>
    createEventReader(
      { now: Date.parse('2026-11-20T12:00:00Z'), maxClockSkewMs: 0 },
      {
        sender: {},
        hashUser: (id) => id,
      }
    )

  test('keeps its good offers and names the bad one', () => {
    const prices = [100, 0, 80, 'soon', 0.001]
    const result = reader()(search({ price_offers: prices.map((price) => offer({ price })) }))
    expect(result).toMatchObject({
      event: { offers: [{ amountMinor: 10_000 }, { amountMinor: 8_000 }] },
      leftOut: [
        { pointer: '/price_offers/1/price', code: 'invalid' },
        { pointer: '/price_offers/3/price', code: 'invalid' },
        { pointer: '/price_offers/4/price', code: 'price' },
      ],
    })
  })

  test('is counted without a field that no event has, which is named', () => {
    const result = reader()({ ...search(), campaign: 'spring' })
    expect(result).toMatchObject({
      event: { type: 'search' },
      leftOut: [{ pointer: '/campaign', code: 'unknown-field' }],
    })
  })

  test('is counted without durations that no aircraft flies, which are named', () => {
    const offers = [
      offer({ duration_minutes: 20 }),
      offer({ duration_minutes: 485, stops: 0 }),
      offer({ duration_minutes: 2_910, stops: 0 }),
      offer({ duration_minutes: 2_910, stops: 2 }),
    ]
    const result = reader()(search({ price_offers: offers }))
    expect(result).toMatchObject({
      event: {
        offers: [
          { durationMinutes: undefined },
          { durationMinutes: 485 },
          {},
          { durationMinutes: 2_910 },
        ],
      },
      leftOut: [
        {
          pointer: '/price_offers/0/duration_minutes',
          code: 'implausible',
          detail: expect.stringMatching(/^cannot be 20: LIS-JFK takes/),
        },
        { pointer: '/price_offers/2/duration_minutes', code: 'implausible' },
      ],
    })
  })

  test('names nothing where nothing was left out', () => {
    expect(reader()(search())).not.toHaveProperty('leftOut')
  })
})
