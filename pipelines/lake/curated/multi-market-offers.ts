import { isMultiMarket, type Segment } from '../../events/offer'
import { OFFER } from './offer-row-columns'
import { DISTINCT_OFFERS, SLATE, type SlateSource, slateOf } from './price-offers'
import { defineTable } from './table'
import { CLOCKS, TRIP } from './trip-columns'

export const multiMarketOffers = defineTable<SlateSource>({
  name: 'multi_market_offers',
  version: 2,
  about:
    'One row per offer of a search that flies several markets: open jaws and multi-city trips. Its ' +
    'market is the one of its first direction, into which it does not count',
  identity: ['search_id'],
  distinct: DISTINCT_OFFERS,
  sources: (event) => slateOf(event).filter(({ offer }) => isMultiMarket(offer)),
  columns: [
    ...SLATE,
    ...CLOCKS,
    ...TRIP,
    ...OFFER,
    {
      name: 'construction',
      kind: 'text',
      about: 'open_jaw or multi_city',
      since: 2,
      required: true,
      value: ({ offer }) => offer.construction,
    },
    {
      name: 'journey',
      kind: 'text',
      about: 'Ends of each direction in the order flown: "LIS-JFK BOS-LIS"',
      since: 2,
      value: ({ offer }) => offer.segments && journeyOf(offer.segments),
    },
  ],
})

function journeyOf(segments: readonly Segment[]): string {
  const directions = Map.groupBy(segments, ({ direction }) => direction)
  return Array.from(directions.values(), (flights) =>
    [flights[0]?.origin, flights.at(-1)?.destination].join('-')
  ).join(' ')
}
