/** The offers of a slate as columns, so that 1,000 offers without details fit one queue message. */
import { z } from 'zod'
import { column, haveLength, isNumber, isText, list, Numbers, orNull, Texts } from './columns'
import { FlightColumns, flightsOf, isPlaces, placeSegments } from './flight-columns'
import { CONSTRUCTIONS, type Construction, type Offer } from './offer'
import { PassengerColumns, passengerColumnsOf, passengerPricesOf } from './passenger-columns'

const isConstruction = (value: unknown): value is Construction =>
  CONSTRUCTIONS.some((each) => each === value)

/** Columns that only some sources provide. */
const Details = {
  offerId: Texts,
  validatingAirline: Texts,
  operatingAirline: Texts,
  baseMinor: Numbers,
  taxesMinor: Numbers,
  feesMinor: Numbers,
  totalMinor: Numbers,
  expiresAt: Numbers,
  construction: list(orNull(isConstruction)).optional(),
  /** Indices into `flights`. */
  segments: list(orNull(isPlaces)).optional(),
}

export const OfferColumns = z
  .object({
    airline: list(isText),
    amountMinor: list(isNumber),
    flightNumber: Texts,
    stops: Numbers,
    durationMinutes: Numbers,
    departureAt: Texts,
    seatsRemaining: Numbers,
    bagsIncluded: Numbers,
    fareBasis: Texts,
    ...Details,
    flights: FlightColumns.optional(),
    passengerPrices: PassengerColumns.optional(),
  })
  .refine(({ flights, passengerPrices, airline, ...columns }) => {
    const known = flights?.airline.length ?? 0
    return (
      haveLength(airline.length, Object.values(columns)) &&
      (columns.segments?.every((places) => places?.every((place) => place < known) ?? true) ?? true)
    )
  })
export type OfferColumns = z.infer<typeof OfferColumns>

export function columnsOf(offers: readonly Offer[]): OfferColumns {
  return {
    airline: offers.map(({ airline }) => airline),
    amountMinor: offers.map(({ amountMinor }) => amountMinor),
    flightNumber: column(offers, 'flightNumber'),
    stops: column(offers, 'stops'),
    durationMinutes: column(offers, 'durationMinutes'),
    departureAt: column(offers, 'departureAt'),
    seatsRemaining: column(offers, 'seatsRemaining'),
    bagsIncluded: column(offers, 'bagsIncluded'),
    fareBasis: column(offers, 'fareBasis'),
    ...(offers.some(isDetailed) && detailColumnsOf(offers)),
  }
}

function detailColumnsOf(offers: readonly Offer[]): Partial<OfferColumns> {
  return {
    offerId: column(offers, 'offerId'),
    validatingAirline: column(offers, 'validatingAirline'),
    operatingAirline: column(offers, 'operatingAirline'),
    baseMinor: column(offers, 'baseMinor'),
    taxesMinor: column(offers, 'taxesMinor'),
    feesMinor: column(offers, 'feesMinor'),
    totalMinor: column(offers, 'totalMinor'),
    expiresAt: column(offers, 'expiresAt'),
    construction: column(offers, 'construction'),
    passengerPrices: passengerColumnsOf(offers),
    ...placeSegments(offers),
  }
}

/**
 * Written out, because a loop over a list of names takes ten times longer and runs for every offer.
 */
export function isDetailed(offer: Offer): boolean {
  return (
    offer.segments !== undefined ||
    offer.passengerPrices !== undefined ||
    offer.offerId !== undefined ||
    offer.totalMinor !== undefined ||
    offer.baseMinor !== undefined ||
    offer.taxesMinor !== undefined ||
    offer.feesMinor !== undefined ||
    offer.validatingAirline !== undefined ||
    offer.operatingAirline !== undefined ||
    offer.expiresAt !== undefined ||
    offer.construction !== undefined
  )
}

export function offersOf(columns: OfferColumns): Offer[] {
  const details = detailsOf(columns)
  return columns.airline.map((airline, row) => ({
    airline,
    amountMinor: columns.amountMinor[row] ?? 0,
    flightNumber: columns.flightNumber?.[row] ?? undefined,
    stops: columns.stops?.[row] ?? undefined,
    durationMinutes: columns.durationMinutes?.[row] ?? undefined,
    departureAt: columns.departureAt?.[row] ?? undefined,
    seatsRemaining: columns.seatsRemaining?.[row] ?? undefined,
    bagsIncluded: columns.bagsIncluded?.[row] ?? undefined,
    fareBasis: columns.fareBasis?.[row] ?? undefined,
    ...details?.(row),
  }))
}

const DETAIL_COLUMNS = ['passengerPrices', ...Object.keys(Details)]

/** Returns undefined when no offer has details. */
function detailsOf(columns: OfferColumns): ((row: number) => Partial<Offer>) | undefined {
  if (!DETAIL_COLUMNS.some((name) => name in columns)) return undefined
  const flights = columns.flights ? flightsOf(columns.flights) : []
  const prices = columns.passengerPrices && passengerPricesOf(columns.passengerPrices)
  return (row) => ({
    offerId: columns.offerId?.[row] ?? undefined,
    validatingAirline: columns.validatingAirline?.[row] ?? undefined,
    operatingAirline: columns.operatingAirline?.[row] ?? undefined,
    baseMinor: columns.baseMinor?.[row] ?? undefined,
    taxesMinor: columns.taxesMinor?.[row] ?? undefined,
    feesMinor: columns.feesMinor?.[row] ?? undefined,
    totalMinor: columns.totalMinor?.[row] ?? undefined,
    expiresAt: columns.expiresAt?.[row] ?? undefined,
    construction: columns.construction?.[row] ?? undefined,
    segments: columns.segments?.[row]?.flatMap((place) => flights[place] ?? []),
    passengerPrices: prices?.get(row),
  })
}
