import type { SearchEvent } from '../../events/event'
import { OFFER, type OfferSource } from './offer-row-columns'
import { defineTable } from './table'
import { CLOCKS, TRIP, type TripSource, tripSource } from './trip-columns'

type Source = TripSource & OfferSource & { readonly event: SearchEvent; readonly position: number }

export const priceOffers = defineTable<Source>({
  name: 'price_offers',
  version: 2,
  about: 'One row per offer of a search; an offer shown twice in one search is one row',
  identity: ['search_id'],
  distinct: [
    'airline',
    'flight_number',
    'departure_at',
    'amount_minor',
    'stops',
    'duration_minutes',
    'seats_remaining',
    'bags_included',
    'fare_basis',
    'offer_id',
    'segments',
  ],
  sources(event) {
    if (event.type !== 'search') return []
    const trip = tripSource(event)
    return event.offers.map((offer, index) => ({ ...trip, event, offer, position: index + 1 }))
  },
  columns: [
    {
      name: 'search_id',
      kind: 'text',
      about: 'Id of the search that showed it',
      since: 1,
      required: true,
      value: ({ event }) => event.id,
    },
    {
      name: 'position',
      kind: 'whole',
      about: 'Place in the slate, from 1',
      since: 1,
      required: true,
      value: ({ position }) => position,
    },
    ...CLOCKS,
    ...TRIP,
    ...OFFER,
  ],
})
