/** D1 tables of daily aggregates. Rows repeat what lies in the curated lake and outlive it. */
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { scopeColumn } from '../scope-column'

/** Days that are aggregated, and the state of the lake they were read from. */
export const aggregatedDays = sqliteTable(
  'aggregated_days',
  {
    scope: scopeColumn().notNull(),
    day: text().notNull(),
    /** Hash of the day's curated files: another means that the day is read again. */
    fingerprint: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.day] })]
)

/** See `MarketDay`; counts by name are JSON objects. */
export const marketDays = sqliteTable(
  'market_days',
  {
    scope: scopeColumn().notNull(),
    market: text().notNull(),
    day: text().notNull(),
    searches: integer().notNull(),
    passengers: integer().notNull(),
    bookings: integer().notNull(),
    byHour: text('by_hour').notNull(),
    byWindow: text('by_window').notNull(),
    byDeparture: text('by_departure').notNull(),
    byDevice: text('by_device').notNull(),
    byCountry: text('by_country').notNull(),
    bookedByDeparture: text('booked_by_departure').notNull().default('{}'),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.market, table.day] }),
    index('market_days_day').on(table.scope, table.day),
  ]
)

/** See `FareDay`. */
export const fareDays = sqliteTable(
  'fare_days',
  {
    scope: scopeColumn().notNull(),
    market: text().notNull(),
    day: text().notNull(),
    bookingWindow: text('booking_window').notNull(),
    cabin: text().notNull(),
    roundTrip: integer('round_trip', { mode: 'boolean' }).notNull(),
    currency: text().notNull(),
    /** Empty for the lowest fare of any airline. */
    airline: text().notNull(),
    shown: integer().notNull(),
    cheapest: integer().notNull(),
    logSum: real('log_sum').notNull(),
    lowestMinor: integer('lowest_minor').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.scope,
        table.market,
        table.day,
        table.bookingWindow,
        table.cabin,
        table.roundTrip,
        table.currency,
        table.airline,
      ],
    }),
    index('fare_days_day').on(table.scope, table.airline, table.day),
  ]
)
