/**
 * An offer as its sender writes it; `null` counts as absent, fields not named here are never kept.
 */
import { z } from 'zod'
import { CONSTRUCTIONS, DIRECTIONS, PASSENGER_TYPES } from '../events/offer'
import {
  Airline,
  Airport,
  Amount,
  CabinName,
  FareBasis,
  FlightNumber,
  Identifier,
  Instant,
  LocalTime,
  Price,
  RANGES,
  Rbd,
  whole,
} from './wire-values'

/** Twice the flights of two directions of four each. */
export const MAX_SEGMENTS = 16
export const MAX_PASSENGER_PRICES = 12

export const SegmentWire = z.object(
  {
    direction: z.enum(
      DIRECTIONS,
      'must be "outbound" or "return", or "second" to "sixth" of a multi-city trip'
    ),
    origin_airport: Airport,
    destination_airport: Airport,
    airline: Airline,
    flight_number: FlightNumber.nullish(),
    operating_airline: Airline.nullish(),
    departure_at: LocalTime.nullish(),
    arrival_at: LocalTime.nullish(),
    duration_minutes: whole(RANGES.durationMinutes).nullish(),
    cabin_class: CabinName.nullish(),
    rbd: Rbd.nullish(),
    fare_basis: FareBasis.nullish(),
  },
  'must be an object such as { "direction": "outbound", "origin_airport": "LIS", ... }'
)
export type SegmentWire = z.output<typeof SegmentWire>

/** Price of one passenger of the type. */
export const PassengerPriceWire = z.object(
  {
    passenger_type: z.enum(PASSENGER_TYPES, `must be one of ${PASSENGER_TYPES.join(', ')}`),
    count: whole(RANGES.passengers),
    price: Amount,
    base_price: Amount.nullish(),
    taxes: Amount.nullish(),
    fees: Amount.nullish(),
  },
  'must be an object such as { "passenger_type": "adult", "count": 1, "price": "234.48" }'
)
export type PassengerPriceWire = z.output<typeof PassengerPriceWire>

export const OfferFields = {
  airline: Airline,
  flight_number: FlightNumber.nullish(),
  price: Price,
  stops: whole(RANGES.stops).nullish(),
  duration_minutes: whole(RANGES.durationMinutes).nullish(),
  departure_at: LocalTime.nullish(),
  seats_remaining: whole(RANGES.seatsRemaining).nullish(),
  bags_included: whole(RANGES.bagsIncluded).nullish(),
  fare_basis: FareBasis.nullish(),
  offer_id: Identifier.nullish(),
  validating_airline: Airline.nullish(),
  operating_airline: Airline.nullish(),
  base_price: Amount.nullish(),
  taxes: Amount.nullish(),
  fees: Amount.nullish(),
  total_price: Price.nullish(),
  expires_at: Instant.nullish(),
  construction: z.enum(CONSTRUCTIONS, `must be one of ${CONSTRUCTIONS.join(', ')}`).nullish(),
  segments: z
    .array(SegmentWire, 'must be a list of segments')
    .max(MAX_SEGMENTS, `must hold at most ${MAX_SEGMENTS} segments`)
    .nullish(),
  passenger_prices: z
    .array(PassengerPriceWire, 'must be a list of prices by passenger type')
    .max(MAX_PASSENGER_PRICES, `must hold at most ${MAX_PASSENGER_PRICES} prices`)
    .nullish(),
}

export const OfferWire = z.object(
  OfferFields,
  'must be an object such as { "airline": "TP", "price": "234.48" }'
)
export type OfferWire = z.output<typeof OfferWire>
