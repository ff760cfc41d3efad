import { bookings } from './bookings'
import { decisions } from './decisions-table'
import { multiMarketOffers } from './multi-market-offers'
import { priceOffers } from './price-offers'
import { searchEvents } from './search-events'
import type { Table, TableName } from './table'
import { userContext } from './user-context'

export const TABLES: readonly Table[] = [
  searchEvents,
  priceOffers,
  multiMarketOffers,
  userContext,
  bookings,
  decisions,
]

export function tableNamed(name: TableName): Table {
  const table = TABLES.find((each) => each.name === name)
  if (!table) throw new Error(`unknown curated table "${name}"`)
  return table
}
