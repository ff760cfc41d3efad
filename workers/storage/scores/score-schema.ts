/** D1 table of the latest score of each market and departure. Rows repeat what lies in the lake. */
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { scopeColumn } from '../scope-column'

/** See `ScoredDeparture`. */
export const scores = sqliteTable(
  'scores',
  {
    scope: scopeColumn().notNull(),
    market: text().notNull(),
    departureDate: text('departure_date').notNull(),
    scoredAt: integer('scored_at').notNull(),
    daysToDeparture: integer('days_to_departure').notNull(),
    currency: text(),
    status: text().notNull(),
    lowestMinor: integer('lowest_minor'),
    priceLevel: text('price_level'),
    predictedMinor: integer('predicted_minor'),
    lowMinor: integer('low_minor'),
    highMinor: integer('high_minor'),
    action: text(),
    confidence: real(),
    fareModel: text('fare_model'),
    outlookModel: text('outlook_model'),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.market, table.departureDate] }),
    index('scores_departure').on(table.scope, table.departureDate),
  ]
)
