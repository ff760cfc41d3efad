import type { Event } from '../../events/event'
import { defineTable } from './table'
import { CLOCKS } from './trip-columns'

/** Replaces an erased user in raw objects. */
export const ERASED = 'erased'

type Source = { readonly event: Event }

/** The only curated table that contains the user, so erasing one rewrites no other. */
export const userContext = defineTable<Source>({
  name: 'user_context',
  version: 1,
  about: 'One row per event: its shopper, as far as privacy permits',
  identity: ['event_type', 'event_id'],
  distinct: [],
  // Decisions contain no user.
  sources: (event) => (event.type === 'decision' ? [] : [{ event }]),
  columns: [
    {
      name: 'event_id',
      kind: 'text',
      about: 'Id of the event, such as search_id or booking_id',
      since: 1,
      required: true,
      value: ({ event }) => event.id,
    },
    {
      name: 'event_type',
      kind: 'text',
      about: 'search, booking, impression, click, price_change or outcome',
      since: 1,
      required: true,
      value: ({ event }) => event.type,
    },
    ...CLOCKS,
    {
      name: 'country',
      kind: 'text',
      about: 'ISO 3166-1 alpha-2',
      since: 1,
      fill: 'unknown',
      value: ({ event }) => event.shopper.country,
    },
    {
      name: 'region',
      kind: 'text',
      about: 'Region of the country, from the network',
      since: 1,
      fill: 'unknown',
      value: ({ event }) => event.shopper.region,
    },
    {
      name: 'device',
      kind: 'text',
      about: 'desktop, mobile, tablet, tv, bot or other',
      since: 1,
      fill: 'unknown',
      value: ({ event }) => event.shopper.device,
    },
    {
      name: 'browser',
      kind: 'text',
      about: 'Family',
      since: 1,
      fill: 'unknown',
      value: ({ event }) => event.shopper.browser,
    },
    {
      name: 'os',
      kind: 'text',
      about: 'Family',
      since: 1,
      fill: 'unknown',
      value: ({ event }) => event.shopper.os,
    },
    {
      name: 'user_hash',
      kind: 'text',
      about: 'Keyed hash of the user; null when unknown or erased',
      since: 1,
      value: ({ event: { shopper } }) =>
        shopper.userHash === ERASED ? undefined : shopper.userHash,
    },
  ],
})
