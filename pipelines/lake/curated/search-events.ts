import type { SearchEvent } from '../../events/event'
import { isOfOtherMarket } from '../../events/offer'
import { defineTable } from './table'
import { CLOCKS, PASSENGERS, TRIP, type TripSource, tripSource } from './trip-columns'

type Source = TripSource & { readonly event: SearchEvent }

export const searchEvents = defineTable<Source>({
  name: 'search_events',
  version: 2,
  about: 'One row per search',
  identity: ['search_id'],
  distinct: [],
  sources: (event) => (event.type === 'search' ? [{ ...tripSource(event), event }] : []),
  columns: [
    {
      name: 'search_id',
      kind: 'text',
      about: 'Id given by the sender',
      since: 1,
      required: true,
      value: ({ event }) => event.id,
    },
    ...CLOCKS,
    ...TRIP,
    PASSENGERS,
    {
      name: 'offers',
      kind: 'whole',
      about: 'Number of offers shown, repeats included',
      since: 1,
      required: true,
      value: ({ event }) => event.offers.length,
    },
    {
      name: 'lowest_amount_minor',
      kind: 'long',
      about: 'Lowest fare of the market shown, in minor units; null when nothing was found',
      since: 1,
      value: ({ event }) => lowest(event),
    },
    {
      name: 'source',
      kind: 'text',
      about: 'The distribution system or feed that showed it',
      since: 2,
      fill: 'unknown',
      value: ({ event }) => event.source,
    },
    {
      name: 'query',
      kind: 'text',
      about: 'The search as it was typed',
      since: 2,
      value: ({ event }) => event.query,
    },
  ],
})

function lowest({ offers }: SearchEvent): number | undefined {
  let least: number | undefined
  for (const offer of offers) {
    if (isOfOtherMarket(offer)) continue
    const { amountMinor } = offer
    if (least === undefined || amountMinor < least) least = amountMinor
  }
  return least
}
