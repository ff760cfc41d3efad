import type { Event, SearchEvent } from '../../events/event'
import { isMultiMarket } from '../../events/offer'
import { OFFER, type OfferSource } from './offer-row-columns'
import { type Column, defineTable } from './table'
import { CLOCKS, TRIP, type TripSource, tripSource } from './trip-columns'

export type SlateSource = TripSource &
  OfferSource & { readonly event: SearchEvent; readonly position: number }

/** Columns in which two offers of one slate differ. */
export const DISTINCT_OFFERS: readonly string[] = [
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
]

export function slateOf(event: Event): SlateSource[] {
  if (event.type !== 'search') return []
  const trip = tripSource(event)
  return event.offers.map((offer, index) => ({ ...trip, event, offer, position: index + 1 }))
}

export const SLATE: readonly Column<SlateSource>[] = [
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
]

export const priceOffers = defineTable<SlateSource>({
  name: 'price_offers',
  version: 3,
  about:
    'One row per offer of a search that flies its market; an offer shown twice in one search is one row',
  identity: ['search_id'],
  distinct: DISTINCT_OFFERS,
  sources: (event) => slateOf(event).filter(({ offer }) => !isMultiMarket(offer)),
  columns: [
    ...SLATE,
    ...CLOCKS,
    ...TRIP,
    ...OFFER,
    {
      name: 'construction',
      kind: 'text',
      about: 'self_transfer, hidden_city or throw_away; null for an ordinary fare',
      since: 3,
      value: ({ offer }) => offer.construction,
    },
  ],
})
