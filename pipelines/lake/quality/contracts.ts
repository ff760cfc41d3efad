/**
 * Data contracts by table. Incomplete data warns, since a source that omits fields is still useful;
 * values out of range, duplicates and other schemas fail.
 */
import type { TableName } from '../curated/table'

/** Greatest share of lines that may be unreadable. */
export const UNREADABLE_SHARE = 0.001
/** Greatest share of values that may lie outside their range. */
export const OUTSIDE_SHARE = 0.001
/** After this long without new data, a feed counts as stopped. */
export const STALE_HOURS = 24
/** After this long without new data, a feed counts as gone. */
export const IDLE_HOURS = 7 * 24

export type Contract = {
  /** Least share of rows in which the column has a value that is not a default. */
  readonly complete: Readonly<Record<string, number>>
  readonly ranges: Readonly<Record<string, readonly [low: number, high: number]>>
  /** Columns whose combination must be unique. */
  readonly unique: readonly string[]
}

/** Minor units: from one to a million of the major ones of most currencies. */
const PRICE = [1, 100_000_000_000] as const
const OFFER_RANGES = {
  amount_minor: PRICE,
  stops: [0, 6],
  duration_minutes: [20, 6_000],
  days_to_departure: [-1, 400],
} as const

export const CONTRACTS: Readonly<Partial<Record<TableName, Contract>>> = {
  search_events: {
    complete: { lowest_amount_minor: 0.5 },
    ranges: { passengers: [1, 9], offers: [0, 1_000], days_to_departure: [-1, 400] },
    unique: ['search_id'],
  },
  price_offers: {
    complete: { flight_number: 0.5, departure_at: 0.5, stops: 0.5, duration_minutes: 0.5 },
    ranges: OFFER_RANGES,
    unique: ['search_id', 'position'],
  },
  multi_market_offers: {
    complete: { flight_number: 0.5, departure_at: 0.5 },
    ranges: OFFER_RANGES,
    unique: ['search_id', 'position'],
  },
  user_context: {
    complete: { country: 0.5, user_hash: 0.1 },
    ranges: {},
    unique: ['event_type', 'event_id'],
  },
  bookings: {
    complete: { search_id: 0.5, flight_number: 0.5 },
    ranges: { ...OFFER_RANGES, passengers: [1, 9] },
    unique: ['booking_id'],
  },
}
