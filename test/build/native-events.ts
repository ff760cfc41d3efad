/** Arbitrary native events: as documented, as sloppy senders write them, and broken at random. */
import fc from 'fast-check'

const codes = fc.constantFrom('LIS', 'JFK', 'lhr', ' CDG ', 'XXXX', 'NRT')
const wholes = fc.oneof(
  fc.integer({ min: -1, max: 12 }),
  fc.constantFrom('1', '07', '1.5', 2.5, 1e9, -0)
)
const days = fc.constantFrom('2026-12-20', '2026-12-27', '2026-02-30', '2030-01-01', '20261220')

const amounts = fc.oneof(
  fc.double({ min: 0, max: 900, noNaN: true }),
  fc.constantFrom<unknown>('12.10', 0, -1, null)
)

const nativeSegments = fc.record(
  {
    direction: fc.constantFrom('outbound', 'return', 'sideways'),
    origin_airport: codes,
    destination_airport: codes,
    airline: fc.constantFrom('TP', 'IB'),
    flight_number: fc.constantFrom<unknown>('TP203', 7, null),
    operating_airline: fc.constantFrom('NI', 'ni', null),
    departure_at: fc.constantFrom('2026-12-20T10:05', '2026-12-20T10:05:00Z', 'noon'),
    arrival_at: fc.constantFrom('2026-12-20T13:05', null),
    duration_minutes: wholes,
    cabin_class: fc.constantFrom('economy', 'BUSINESS', null),
    rbd: fc.constantFrom('Y', 'y', 'YYY'),
    fare_basis: fc.constantFrom('Y14NR', 'y14nr', null),
  },
  { requiredKeys: ['direction', 'origin_airport', 'destination_airport', 'airline'] }
)

const passengerPrices = fc.record(
  {
    passenger_type: fc.constantFrom('adult', 'child', 'infant', 'pilot'),
    count: wholes,
    price: amounts,
    base_price: amounts,
    taxes: amounts,
    fees: amounts,
  },
  { requiredKeys: ['passenger_type', 'count', 'price'] }
)

/** Offer fields that only some sources have. */
const details = {
  offer_id: fc.constantFrom<unknown>('off_1', ' off_2', 17, null),
  validating_airline: fc.constantFrom('TP', 'tp', null),
  operating_airline: fc.constantFrom('NI', ''),
  base_price: amounts,
  taxes: amounts,
  fees: amounts,
  total_price: amounts,
  expires_at: fc.constantFrom('2026-11-20T12:30:00Z', 'soon', null),
  segments: fc.oneof(fc.array(nativeSegments, { maxLength: 3 }), fc.constant(null)),
  passenger_prices: fc.oneof(fc.array(passengerPrices, { maxLength: 2 }), fc.constant(null)),
}

export const detailedOffers = fc.record(
  { airline: fc.constant('TP'), price: fc.constantFrom(234.48, 99), ...details },
  { requiredKeys: ['airline', 'price'] }
)

export const detailedSearches = detailedOffers.map((offer) => search({ price_offers: [offer] }))

export const nativeOffers = fc.record(
  {
    airline: fc.constantFrom('TP', 'tp', '6E', 'BAW', 'T', 'AIR PORTUGAL'),
    flight_number: fc.constantFrom<unknown>(
      'TP203',
      '203',
      203,
      'tp 203',
      'SG-8709',
      '',
      'X'.repeat(9)
    ),
    price: fc.oneof(
      fc.double({ min: 0.01, max: 20_000, noNaN: true }),
      fc.constantFrom<unknown>('234.48', '1,200', 0, -5, 1e12, '12', 0.001)
    ),
    stops: wholes,
    duration_minutes: wholes,
    departure_at: fc.constantFrom(
      '2026-12-20T10:05',
      '2026-12-20T10:05:00',
      '2026-12-20T10:05:00Z',
      '2026-12-20T10:05:00-05:00',
      '2026-12-20',
      'noon'
    ),
    seats_remaining: wholes,
    bags_included: wholes,
    fare_basis: fc.constantFrom('Y14NR', 'y14nr', 'A B', ''),
  },
  { requiredKeys: ['airline', 'price'] }
)

export const nativeSearches = fc.record(
  {
    type: fc.constantFrom('search', null),
    timestamp: fc.constantFrom(
      '2026-11-20T12:00:00Z',
      '2026-11-20T12:00:00.123+02:00',
      '2026-11-20T12:00:00',
      '2027-01-01T00:00:00Z',
      '1970-01-01T00:00:00Z'
    ),
    search_id: fc.oneof(fc.string(), fc.integer(), fc.uuid()),
    user_id: fc.oneof(fc.string(), fc.constant(null)),
    origin_airport: codes,
    destination_airport: codes,
    departure_date: days,
    return_date: fc.oneof(days, fc.constant(null)),
    number_of_passengers: wholes,
    currency: fc.constantFrom('EUR', 'usd', 'JPY', 'XXQ', 'EURO'),
    cabin_class: fc.constantFrom('economy', 'Economy', 'coach', 'PREMIUM_ECONOMY', 'sleeper', null),
    price_offers: fc.array(nativeOffers, { maxLength: 4 }),
    user_location: fc.record(
      { ip_address: fc.ipV4(), country: fc.constantFrom('PT', 'pt', '', 'Portugal') },
      { requiredKeys: [] }
    ),
    device_info: fc.record(
      { user_agent: fc.string(), platform: fc.constantFrom('iOS', 'web') },
      { requiredKeys: [] }
    ),
  },
  {
    requiredKeys: [
      'timestamp',
      'search_id',
      'origin_airport',
      'destination_airport',
      'departure_date',
      'currency',
      'price_offers',
    ],
  }
)

/** A record with any of its values replaced by any JSON. */
export function broken(records: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.tuple(records, fc.nat(), fc.jsonValue()).map(([record, place, value]) => {
    const keys = Object.keys(record)
    return { ...record, [keys[place % keys.length] ?? 'type']: value }
  })
}

export function search(changes: object = {}) {
  return {
    timestamp: '2026-11-20T12:00:00Z',
    search_id: 's-1',
    user_id: 'traveller@example.com',
    origin_airport: 'LIS',
    destination_airport: 'JFK',
    departure_date: '2026-12-20',
    return_date: '2026-12-27',
    number_of_passengers: 1,
    currency: 'EUR',
    cabin_class: 'economy',
    price_offers: [offer()],
    user_location: { ip_address: '203.0.113.77', country: 'PT' },
    device_info: { user_agent: CHROME, platform: 'web' },
    ...changes,
  }
}

export const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'

/** The form of a distribution system: a round trip of two flights each way, for two adults and a child. */
export function detailedOffer(changes: object = {}) {
  return offer({
    offer_id: 'off_1',
    validating_airline: 'TP',
    operating_airline: 'NI',
    base_price: 180,
    taxes: 50.48,
    fees: 4,
    total_price: 603.44,
    expires_at: '2026-11-20T12:30:00Z',
    segments: [
      segment('outbound', 'LIS', 'OPO'),
      segment('outbound', 'OPO', 'JFK', { operating_airline: 'NI', duration_minutes: 480 }),
      segment('return', 'JFK', 'LIS'),
    ],
    passenger_prices: [
      { passenger_type: 'adult', count: 2, price: 234.48, base_price: 180, taxes: 50.48, fees: 4 },
      { passenger_type: 'child', count: 1, price: 134.48 },
    ],
    ...changes,
  })
}

function segment(direction: string, origin: string, destination: string, changes: object = {}) {
  return {
    direction,
    origin_airport: origin,
    destination_airport: destination,
    airline: 'TP',
    flight_number: '203',
    departure_at: '2026-12-20T10:05',
    arrival_at: '2026-12-20T13:05',
    cabin_class: 'economy',
    rbd: 'Y',
    fare_basis: 'Y14NR',
    ...changes,
  }
}

export function click(changes: object = {}) {
  return { ...booking(), type: 'click', click_id: 'c-1', position: 2, ...changes }
}

export function impression(changes: object = {}) {
  return { ...search(), type: 'impression', impression_id: 'i-1', ...changes }
}

export function priceChange(changes: object = {}) {
  const about = { type: 'price_change', price_change_id: 'p-1', previous_price: '199.00' }
  return { ...booking(), ...about, ...changes }
}

export function outcome(changes: object = {}) {
  const { price_offers: _offers, ...trip } = search()
  const about = { type: 'outcome', outcome_id: 'o-1', decision_id: 'd-1', outcome: 'booked' }
  return { ...trip, ...about, price: 234.48, ...changes }
}

export function offer(changes: object = {}) {
  return {
    airline: 'TP',
    flight_number: 'TP203',
    price: 234.48,
    stops: 0,
    duration_minutes: 480,
    departure_at: '2026-12-20T10:05',
    seats_remaining: 9,
    bags_included: 1,
    fare_basis: 'Y14NR',
    ...changes,
  }
}

export function booking(changes: object = {}) {
  const { price_offers: _offers, search_id, ...trip } = search()
  return { type: 'booking', booking_id: 'b-1', search_id, ...trip, ...offer(), ...changes }
}
