import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf } from '../../../models/airline/calendar'
import { CABINS } from '../../../models/airline/trip'
import { FEATURES, featureRow } from '../../../pipelines/features/fare/fare-features'
import type { FeatureContext } from '../../../pipelines/features/feature'
import { packBatch } from '../../../pipelines/market/market-batch'
import { applyBatch, createMarketState, snapshotOf } from '../../../pipelines/market/market-state'
import type { MarketSnapshot } from '../../../pipelines/market/snapshot'
import { AT, booking, offer, search } from '../../build/events'

/** Monday 2026-05-04, 10:00 UTC: 11:00 in Lisbon. Portugal Day, 10 June, is 37 days ahead. */
const CONTEXT: FeatureContext = {
  now: AT,
  trip: {
    market: 'LIS-JFK',
    departureDate: '2026-06-10',
    returnDate: '2026-06-19',
    cabin: 'economy',
    passengers: 2,
    currency: 'EUR',
  },
  itinerary: {
    stops: 1,
    durationMinutes: 545,
    airline: 'TP',
    flightNumber: 'TP203',
    departureAt: '2026-06-10T14:30',
    seatsRemaining: 4,
    bagsIncluded: 1,
    fareBasis: 'QLNX7BG',
  },
  shopper: { country: 'PT', device: 'mobile', browser: 'Safari', os: 'iOS' },
  snapshot: seenMarket(),
}

/** Offers by day: 8 days ago 500 and 700, today 400 and 600 for the trip's date; 450 for another. */
function seenMarket(): MarketSnapshot {
  const state = createMarketState('LIS-JFK')
  const trip = { returnDate: '2026-06-19' }
  const events = [
    search({ ...trip, id: 'a', at: AT - 8 * DAY_MS, offers: [offer(50_000), offer(70_000, 'DL')] }),
    search({ ...trip, id: 'b', at: AT, offers: [offer(40_000), offer(60_000, 'DL')] }),
    search({ ...trip, id: 'c', at: AT, departureDate: '2026-06-11', offers: [offer(45_000)] }),
    // Another fare group, which may not be compared with the trip.
    search({ id: 'd', at: AT, offers: [offer(1)] }),
    booking({ id: 'e', at: AT }),
  ]
  applyBatch(state, packBatch('b', events), AT)
  return snapshotOf(state, AT)
}

const EXPECTED: Record<string, number | string> = {
  origin: 'LIS',
  destination: 'JFK',
  market: 'LIS-JFK',
  currency: 'EUR',
  cabin: 'economy',
  passengers: 2,
  departure_date: dayNumber('2026-06-10'),
  departure_day_of_week: 3,
  departure_iso_week: 24,
  departure_month: 6,
  is_weekend: 0,
  season: 'summer',
  round_trip: 1,
  return_date: dayNumber('2026-06-19'),
  return_day_of_week: 5,
  stay_nights: 9,
  is_holiday_origin: 1,
  is_holiday_destination: 0,
  days_to_departure: 37,
  advance_purchase_bucket: '30-59',
  search_hour: 11,
  search_day_of_week: 1,
  great_circle_km: 5_404,
  stops: 1,
  duration_minutes: 545,
  airline: 'TP',
  flight_number: 'TP203',
  departure_hour: 14.5,
  seats_remaining: 4,
  bags_included: 1,
  rbd: 'Q',
  airline_rbd: 'TP-Q',
  fare_basis_rule: 'LN',
  fare_basis_tail: 'BG',
  user_country: 'PT',
  device: 'mobile',
  browser: 'Safari',
  os: 'iOS',
  route_popularity: 4,
  search_volume_24h: 3,
  bookings_30d: 1,
  historical_average_30d: 530,
  price_volatility: Math.sqrt((30 ** 2 + 170 ** 2 + 130 ** 2 + 70 ** 2 + 80 ** 2) / 4),
  market_mean_7d: 1450 / 3,
  market_median_7d: 450,
  market_median_30d: 500,
  market_lower_quartile_30d: 450,
  market_lowest_7d: 400,
  market_lowest_30d: 400,
  market_observations_30d: 5,
  competitor_price_difference: 450 - 650,
  airline_mean_30d: 450,
  airline_level: 450 / 530,
  departure_lowest_fare: 400,
  departure_median_fare: 400,
  departure_observation_age_days: 0,
  departure_observations: 4,
  departure_lowest_ever: 400,
  departure_change_7d: 400 / 500 - 1,
  comparable_mean_fare: (2 * 400 + 450) / 3,
  comparable_lowest_fare: (400 + 450) / 2,
  comparable_observations: 3,
}
/** Read from the sketch. */
const WITHIN_2_PERCENT = ['market_median', 'market_lower_quartile', '_median_fare', '_mean_fare']

test('every feature has an expected value here, and a name of its own', () => {
  const names = FEATURES.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(Object.keys(EXPECTED)))
  expect(names.filter((name) => !(name in EXPECTED))).toEqual([])
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
})

test.each(FEATURES)('$name is what its description says', ({ name, kind, value }) => {
  const found = value(CONTEXT)
  const expected = EXPECTED[name]
  expect(typeof found).toBe(kind === 'category' ? 'string' : 'number')
  if (typeof found !== 'number' || typeof expected !== 'number') return expect(found).toBe(expected)
  const isSketched = WITHIN_2_PERCENT.some((part) => name.includes(part))
  const reach = isSketched ? 0.02 * expected + 0.01 : 1e-9 * Math.abs(expected)
  const rounded = name === 'great_circle_km' ? Math.round(found) : found
  expect(Math.abs(rounded - expected)).toBeLessThanOrEqual(reach)
})

test('returns undefined for unknown values, never 0 or NaN', () => {
  const { values } = featureRow({
    now: AT,
    trip: { ...CONTEXT.trip, market: 'QQQ-ZZZ', returnDate: undefined },
    itinerary: {},
    shopper: {},
    snapshot: undefined,
  })
  const known = Object.entries(values).filter(([, value]) => value !== undefined)
  expect(Object.fromEntries(known)).toEqual({
    origin: 'QQQ',
    destination: 'ZZZ',
    market: 'QQQ-ZZZ',
    currency: 'EUR',
    cabin: 'economy',
    passengers: 2,
    departure_date: dayNumber('2026-06-10'),
    departure_day_of_week: 3,
    departure_iso_week: 24,
    departure_month: 6,
    is_weekend: 0,
    round_trip: 0,
    days_to_departure: 37,
    advance_purchase_bucket: '30-59',
    search_hour: 10,
    search_day_of_week: 1,
    // A market without a snapshot was never searched, which is known.
    route_popularity: 0,
    search_volume_24h: 0,
    bookings_30d: 0,
    market_observations_30d: 0,
    departure_observations: 0,
    comparable_observations: 0,
  })
})

test('no trip, itinerary or clock gives a number that is not finite', () => {
  const trip = fc.record({
    market: fc.constantFrom('LIS-JFK' as const, 'SYD-LAX' as const, 'QQQ-LIS' as const),
    departureDate: fc.integer({ min: 15_000, max: 25_000 }).map(dayOf),
    returnDate: fc.option(fc.integer({ min: 15_000, max: 25_000 }).map(dayOf), { nil: undefined }),
    cabin: fc.constantFrom(...CABINS),
    passengers: fc.integer({ min: 1, max: 9 }),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  })
  const itinerary = fc.record({
    stops: fc.option(fc.nat(5), { nil: undefined }),
    airline: fc.constantFrom(undefined, 'TP', 'ZZ', 'constructor', '__proto__'),
    departureAt: fc.constantFrom(undefined, '2026-06-10T14:30', 'not a time'),
    fareBasis: fc.constantFrom(undefined, '', 'Q', 'QL', 'QLNX7BG'),
  })
  fc.assert(
    fc.property(trip, itinerary, fc.integer({ min: 0, max: 2e12 }), (trip, itinerary, now) => {
      const { values } = featureRow({ ...CONTEXT, trip, itinerary, now })
      for (const [name, value] of Object.entries(values)) {
        const isFine = typeof value !== 'number' || Number.isFinite(value)
        expect(isFine, `${name} is ${value}`).toBe(true)
      }
    })
  )
})

test('ISO weeks agree with the calendar around New Year', () => {
  const weekOf = (departureDate: string) =>
    featureRow({ ...CONTEXT, trip: { ...CONTEXT.trip, departureDate } }).values.departure_iso_week
  expect(
    ['2026-12-31', '2027-01-01', '2027-01-04', '2024-12-30', '2021-01-03'].map(weekOf)
  ).toEqual([53, 53, 1, 1, 53])
})

test('seasons turn with the hemisphere of the destination', () => {
  const seasonOf = (market: 'LIS-JFK' | 'LIS-GRU', departureDate: string) =>
    featureRow({ ...CONTEXT, trip: { ...CONTEXT.trip, market, departureDate } }).values.season
  expect(seasonOf('LIS-JFK', '2026-12-01')).toBe('winter')
  expect(seasonOf('LIS-GRU', '2026-12-01')).toBe('summer')
  expect(seasonOf('LIS-JFK', '2026-11-30')).toBe('autumn')
})

test('days to departure follow the clock at the origin and end with the departure', () => {
  const daysAt = (now: string) =>
    featureRow({ ...CONTEXT, now: Date.parse(now) }).values.days_to_departure
  expect(daysAt('2026-06-09T22:30:00Z')).toBe(1)
  expect(daysAt('2026-06-09T23:30:00Z')).toBe(0)
  expect(daysAt('2026-06-10T23:30:00Z')).toBeUndefined()
})

test('buckets of advance purchase meet without a gap', () => {
  const bucketAt = (daysAhead: number) => {
    const departureDate = dayOf(dayNumber('2026-05-04') + daysAhead)
    return featureRow({ ...CONTEXT, trip: { ...CONTEXT.trip, departureDate } }).values
      .advance_purchase_bucket
  }
  expect([0, 2, 3, 6, 7, 13, 14, 20, 21, 29, 30, 59, 60, 119, 120, 300].map(bucketAt)).toEqual([
    ...['0-2', '0-2', '3-6', '3-6', '7-13', '7-13', '14-20', '14-20', '21-29', '21-29'],
    ...['30-59', '30-59', '60-119', '60-119', '120+', '120+'],
  ])
})
