/**
 * Events as their senders write them: a trip with the offers shown or chosen, or the outcome of a
 * decision.
 */
import { z } from 'zod'
import { IsoDay } from '../../models/airline/calendar'
import { OUTCOMES } from '../events/event'
import { OfferFields, OfferWire } from './offer-wire'
import {
  Airport,
  CabinName,
  Country,
  Currency,
  Identifier,
  Instant,
  Loose,
  Price,
  RANGES,
  SourceName,
  whole,
} from './wire-values'

export const MAX_OFFERS = 1_000
/** Longer texts are refused as searches. */
export const MAX_QUERY_LENGTH = 500

const LOCATION = 'must be an object such as { "country": "PT" }'
const DEVICE = 'must be an object such as { "user_agent": "Mozilla/5.0 ..." }'

const TripFields = {
  timestamp: Instant,
  user_id: Identifier.nullish(),
  origin_airport: Airport,
  destination_airport: Airport,
  departure_date: IsoDay,
  return_date: IsoDay.nullish(),
  number_of_passengers: whole(RANGES.passengers).nullish(),
  currency: Currency,
  cabin_class: CabinName.nullish(),
  user_location: z.object({ ip_address: Loose, country: Country.nullish() }, LOCATION).nullish(),
  device_info: z.object({ user_agent: Loose, platform: Loose }, DEVICE).nullish(),
  source: SourceName.nullish(),
}

const Slate = z
  .array(OfferWire, 'must be a list of offers; empty when nothing was found')
  .max(MAX_OFFERS, `must hold at most ${MAX_OFFERS} offers`)

export const SearchWire = z.object({
  type: z.literal('search').nullish(),
  search_id: Identifier,
  ...TripFields,
  query: z
    .string('must be text')
    .max(MAX_QUERY_LENGTH, `must be at most ${MAX_QUERY_LENGTH} characters`)
    .nullish(),
  price_offers: Slate,
})
export type SearchWire = z.output<typeof SearchWire>

/** One accepted offer; its fields are on the same level as those of the trip. */
export const BookingWire = z.object({
  type: z.literal('booking'),
  booking_id: Identifier,
  search_id: Identifier.nullish(),
  ...TripFields,
  ...OfferFields,
})
export type BookingWire = z.output<typeof BookingWire>

/** A slate that was shown: its offers in their order. */
export const ImpressionWire = z.object({
  type: z.literal('impression'),
  impression_id: Identifier,
  search_id: Identifier.nullish(),
  ...TripFields,
  price_offers: Slate,
})

/** One offer that was clicked, and its place in the slate from 1. */
export const ClickWire = z.object({
  type: z.literal('click'),
  click_id: Identifier,
  search_id: Identifier.nullish(),
  position: whole(RANGES.position).nullish(),
  ...TripFields,
  ...OfferFields,
})

/** One offer whose price was requested again: `price` is the new one. */
export const PriceChangeWire = z.object({
  type: z.literal('price_change'),
  price_change_id: Identifier,
  search_id: Identifier.nullish(),
  previous_price: Price,
  ...TripFields,
  ...OfferFields,
})

/** The outcome of a decision; `price` is the amount that one passenger paid, where one did. */
export const OutcomeWire = z.object({
  type: z.literal('outcome'),
  outcome_id: Identifier,
  decision_id: Identifier,
  search_id: Identifier.nullish(),
  outcome: z.enum(OUTCOMES, `must be one of ${OUTCOMES.join(', ')}`),
  price: Price.nullish(),
  ...TripFields,
})

/** Schemas by `type`; an event without a type is a search. */
export const WIRES = {
  search: SearchWire,
  booking: BookingWire,
  impression: ImpressionWire,
  click: ClickWire,
  price_change: PriceChangeWire,
  outcome: OutcomeWire,
} as const

export type EventWire = {
  [T in keyof typeof WIRES]: z.output<(typeof WIRES)[T]>
}[keyof typeof WIRES]

export const EventWire = z.union([
  SearchWire.meta({ id: 'SearchEvent' }),
  BookingWire.meta({ id: 'BookingEvent' }),
  ImpressionWire.meta({ id: 'ImpressionEvent' }),
  ClickWire.meta({ id: 'ClickEvent' }),
  PriceChangeWire.meta({ id: 'PriceChangeEvent' }),
  OutcomeWire.meta({ id: 'OutcomeEvent' }),
])
