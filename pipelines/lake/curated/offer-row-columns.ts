/**
 * Columns of an offer, shared by slates and bookings. A missing name becomes "unknown"; a missing
 * measure stays null, since an invented stop or duration would be read as a real one.
 */
import { minorDigits } from '../../../models/airline/money'
import type { Offer } from '../../events/offer'
import type { Cell, Column, Kind } from './table'

export type OfferSource = { readonly event: { readonly currency: string }; readonly offer: Offer }

export const OFFER: readonly Column<OfferSource>[] = [
  {
    name: 'airline',
    kind: 'text',
    about: 'Marketing airline, IATA',
    since: 1,
    required: true,
    value: ({ offer }) => offer.airline,
  },
  {
    name: 'flight_number',
    kind: 'text',
    about: 'Flight number with its airline: "TP203"',
    since: 1,
    fill: 'unknown',
    value: ({ offer }) => offer.flightNumber,
  },
  {
    name: 'amount_minor',
    kind: 'long',
    about: 'Price of the offer for one passenger, in minor units of the currency',
    since: 1,
    required: true,
    value: ({ offer }) => offer.amountMinor,
  },
  {
    name: 'minor_digits',
    kind: 'whole',
    about: 'Digits after the point: the price is amount_minor / 10^minor_digits',
    since: 1,
    required: true,
    value: ({ event }) => minorDigits(event.currency) ?? 2,
  },
  {
    name: 'stops',
    kind: 'whole',
    about: 'Of the outbound direction',
    since: 1,
    value: ({ offer }) => offer.stops,
  },
  {
    name: 'duration_minutes',
    kind: 'whole',
    about: 'Of the outbound direction',
    since: 1,
    value: ({ offer }) => offer.durationMinutes,
  },
  {
    name: 'departure_at',
    kind: 'local',
    about: 'Departure time, wall clock at the origin',
    since: 1,
    value: ({ offer }) => wallClockOf(offer.departureAt),
  },
  {
    name: 'seats_remaining',
    kind: 'whole',
    about: 'Seats left at this price; 9 means nine or more',
    since: 1,
    value: ({ offer }) => offer.seatsRemaining,
  },
  {
    name: 'bags_included',
    kind: 'whole',
    about: 'Checked bags in the price; a fare that names none has none',
    since: 1,
    fill: 0,
    value: ({ offer }) => offer.bagsIncluded,
  },
  {
    name: 'fare_basis',
    kind: 'text',
    about: 'Fare basis code',
    since: 1,
    fill: 'unknown',
    value: ({ offer }) => offer.fareBasis,
  },
  detail('offer_id', 'text', 'Offer id of the seller', ({ offerId }) => offerId),
  detail(
    'validating_airline',
    'text',
    'Airline that issues the ticket, IATA',
    ({ validatingAirline }) => validatingAirline
  ),
  detail(
    'operating_airline',
    'text',
    'Operating airline where it differs, IATA',
    ({ operatingAirline }) => operatingAirline
  ),
  detail('base_minor', 'long', 'Part of amount_minor', ({ baseMinor }) => baseMinor),
  detail('taxes_minor', 'long', 'Part of amount_minor', ({ taxesMinor }) => taxesMinor),
  detail('fees_minor', 'long', 'Part of amount_minor', ({ feesMinor }) => feesMinor),
  detail('total_minor', 'long', 'Price for the whole party', ({ totalMinor }) => totalMinor),
  detail('expires_at', 'instant', 'When the price expires', ({ expiresAt }) => expiresAt),
  detail(
    'segments',
    'text',
    'JSON list of the flights, outbound and return',
    ({ segments }) => segments && JSON.stringify(segments)
  ),
  detail(
    'passenger_prices',
    'text',
    'JSON list of prices for one passenger of each type',
    ({ passengerPrices }) => passengerPrices && JSON.stringify(passengerPrices)
  ),
]

/** Defines a column that only some sources provide; added in version 2. */
function detail(
  name: string,
  kind: Kind,
  about: string,
  value: (offer: Offer) => Cell | undefined
): Column<OfferSource> {
  return { name, kind, about, since: 2, value: ({ offer }) => value(offer) }
}

/** Parses "2026-12-20T10:05", with or without seconds. */
function wallClockOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const at = Date.parse(`${text}Z`)
  return Number.isNaN(at) ? undefined : at
}
