/**
 * Segments of the offers of one slate. Offers share most of their segments, so each distinct one is
 * stored once in a table and offers refer to it by index: a sixth of the bytes in answers of
 * distribution systems.
 */
import { z } from 'zod'
import { CABINS } from '../../models/airline/trip'
import {
  column,
  haveLength,
  isNumber,
  isOneOf,
  isText,
  list,
  Numbers,
  orNull,
  Texts,
} from './columns'
import { DIRECTIONS, type Segment } from './offer'

export const FlightColumns = z
  .object({
    direction: list(isOneOf(DIRECTIONS)),
    origin: list(isText),
    destination: list(isText),
    airline: list(isText),
    flightNumber: Texts,
    operatingAirline: Texts,
    departureAt: Texts,
    arrivalAt: Texts,
    durationMinutes: Numbers,
    cabin: list(orNull(isOneOf(CABINS))).optional(),
    rbd: Texts,
    fareBasis: Texts,
  })
  .refine((columns) => haveLength(columns.direction.length, Object.values(columns)))
export type FlightColumns = z.infer<typeof FlightColumns>

/** For each offer, the indices of its segments in the table. */
export type Places = (number[] | null)[]

export function placeSegments(
  offers: readonly { readonly segments?: readonly Segment[] | undefined }[]
): { segments: Places; flights: FlightColumns } | undefined {
  if (offers.every(({ segments }) => segments === undefined)) return undefined
  const places = new Map<string, number>()
  const distinct: Segment[] = []
  const placeOf = (segment: Segment): number => {
    const key = segmentKey(segment)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, distinct.length)
    return distinct.push(segment) - 1
  }
  const segments = offers.map((offer) => offer.segments?.map(placeOf) ?? null)
  return { segments, flights: columnsOf(distinct) }
}

export function flightsOf(columns: FlightColumns): Segment[] {
  return columns.direction.map((direction, row) => ({
    direction,
    origin: columns.origin[row] ?? '',
    destination: columns.destination[row] ?? '',
    airline: columns.airline[row] ?? '',
    flightNumber: columns.flightNumber?.[row] ?? undefined,
    operatingAirline: columns.operatingAirline?.[row] ?? undefined,
    departureAt: columns.departureAt?.[row] ?? undefined,
    arrivalAt: columns.arrivalAt?.[row] ?? undefined,
    durationMinutes: columns.durationMinutes?.[row] ?? undefined,
    cabin: columns.cabin?.[row] ?? undefined,
    rbd: columns.rbd?.[row] ?? undefined,
    fareBasis: columns.fareBasis?.[row] ?? undefined,
  }))
}

export const isPlaces = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(isNumber)

function columnsOf(segments: readonly Segment[]): FlightColumns {
  return {
    direction: segments.map(({ direction }) => direction),
    origin: segments.map(({ origin }) => origin),
    destination: segments.map(({ destination }) => destination),
    airline: segments.map(({ airline }) => airline),
    flightNumber: column(segments, 'flightNumber'),
    operatingAirline: column(segments, 'operatingAirline'),
    departureAt: column(segments, 'departureAt'),
    arrivalAt: column(segments, 'arrivalAt'),
    durationMinutes: column(segments, 'durationMinutes'),
    cabin: column(segments, 'cabin'),
    rbd: column(segments, 'rbd'),
    fareBasis: column(segments, 'fareBasis'),
  }
}

function segmentKey(segment: Segment): string {
  const { direction, origin, destination, airline, flightNumber, operatingAirline } = segment
  const { departureAt, arrivalAt, durationMinutes, cabin, rbd, fareBasis } = segment
  const flight = `${direction} ${origin} ${destination} ${airline} ${flightNumber} ${operatingAirline}`
  return `${flight} ${departureAt} ${arrivalAt} ${durationMinutes} ${cabin} ${rbd} ${fareBasis}`
}
