import type { BookingEvent } from '../../events/event'
import { OFFER, type OfferSource } from './offer-row-columns'
import { defineTable } from './table'
import { CLOCKS, PASSENGERS, TRIP, type TripSource, tripSource } from './trip-columns'

type Source = TripSource & OfferSource & { readonly event: BookingEvent }

export const bookings = defineTable<Source>({
  name: 'bookings',
  version: 2,
  about: 'One row per booking, with the offer it accepted',
  identity: ['booking_id'],
  distinct: [],
  sources: (event) =>
    event.type === 'booking' ? [{ ...tripSource(event), event, offer: event.offer }] : [],
  columns: [
    {
      name: 'booking_id',
      kind: 'text',
      about: 'Id given by the sender',
      since: 1,
      required: true,
      value: ({ event }) => event.id,
    },
    {
      name: 'search_id',
      kind: 'text',
      about: 'The search that led to it; null when the sender omits it',
      since: 1,
      value: ({ event }) => event.searchId,
    },
    ...CLOCKS,
    ...TRIP,
    PASSENGERS,
    ...OFFER,
  ],
})
