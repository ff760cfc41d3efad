/** Searches of an hour, put together from the columns of the curated lake that the watch reads. */
import { dayOf } from '../../models/airline/calendar'
import { Market, marketOf } from '../../models/airline/market'
import { Cabin } from '../../models/airline/trip'
import { narrowed, numberAt, textAt } from '../aggregates/curated-columns'
import type { FeedSearch } from '../features/anomaly/anomaly-feed'
import { priceOffers } from '../lake/curated/price-offers'
import { searchEvents } from '../lake/curated/search-events'
import type { Row } from '../lake/curated/table'

export const WATCHED_SEARCHES = narrowed(searchEvents, [
  'search_id',
  'occurred_at',
  'market',
  'departure_date',
  'return_date',
  'cabin',
  'currency',
])
export const WATCHED_OFFERS = narrowed(priceOffers, [
  'search_id',
  'airline',
  'flight_number',
  'amount_minor',
])

type Shown = FeedSearch['offers'][number]

/** By market. Offers of other hours' searches are passed over. */
export function hourSearches(
  searches: readonly Row[],
  offers: readonly Row[]
): Map<string, FeedSearch[]> {
  const shown = new Map<string, Shown[]>()
  for (const row of offers) {
    const id = textAt(row, 0)
    const own = shown.get(id) ?? []
    shown.set(id, own)
    own.push({
      airline: textAt(row, 1),
      flightNumber: typeof row[2] === 'string' ? row[2] : undefined,
      amountMinor: numberAt(row, 3),
    })
  }
  return Map.groupBy(
    searches.map((row) => searchOf(row, shown.get(textAt(row, 0)) ?? [])),
    ({ market }) => market
  )
}

function searchOf(row: Row, offers: readonly Shown[]): FeedSearch {
  const code = Market.parse(textAt(row, 2))
  return {
    at: numberAt(row, 1),
    market: marketOf(code.slice(0, 3), code.slice(4)),
    departureDate: dayOf(numberAt(row, 3)),
    returnDate: typeof row[4] === 'number' ? dayOf(row[4]) : undefined,
    cabin: Cabin.parse(textAt(row, 5)),
    currency: textAt(row, 6),
    offers,
  }
}
