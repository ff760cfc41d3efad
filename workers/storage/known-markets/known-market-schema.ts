/** D1 table of the markets in which an account has observed fares. */
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { scopeColumn } from '../scope-column'

export const knownMarkets = sqliteTable(
  'known_markets',
  {
    scope: scopeColumn().notNull(),
    market: text().notNull(),
    destination: text().notNull(),
    /** Clock of the first batch that was counted. */
    firstAt: integer('first_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.market] }),
    index('known_markets_destination').on(table.scope, table.destination),
  ]
)
