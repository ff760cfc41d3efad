/** A place as it is listed: what can be the end of a question, and what it stands for. */
import { z } from 'zod'
import { findPlaces, type NamedPlace, placeName } from '../../../models/airline/place-names'
import { airportsOf, place } from '../../../models/airline/places'

export const PlaceItem = z
  .object({
    code: z.string().meta({ examples: ['LIS'], description: 'IATA code, as questions take it' }),
    name: z.string().meta({ examples: ['Lisbon Humberto Delgado Airport'] }),
    kind: z.enum(['airport', 'rail', 'bus', 'heliport', 'port', 'city']),
    city: z.object({ code: z.string(), name: z.string() }),
    country: z.string().meta({ examples: ['PT'], description: 'ISO 3166-1 alpha-2' }),
    time_zone: z.string().meta({ examples: ['Europe/Lisbon'] }),
    latitude: z.number(),
    longitude: z.number(),
    airports: z.array(z.string()).meta({
      description: 'Places that a question about it covers: the airports of a city, else itself',
    }),
    markets: z
      .object({ from: z.int(), to: z.int() })
      .meta({ description: 'Markets with fares of this account that begin and end there' }),
  })
  .meta({ id: 'PlaceItem' })
export type PlaceItem = z.infer<typeof PlaceItem>

/** Codes that match the query, the best first; a former code matches the place of today. */
export function matchingPlaces(query: string, most: number): readonly string[] {
  const text = query.trim()
  const exact = /^[A-Za-z]{3}$/.test(text) ? place(text.toUpperCase())?.code : undefined
  const found = findPlaces(text, most).map(({ code }) => code)
  return [...new Set(exact ? [exact, ...found] : found)].slice(0, most)
}

/** Undefined for a code of no place. */
export function placeWire(
  code: string,
  day: string,
  markets: PlaceItem['markets']
): PlaceItem | undefined {
  const known = place(code)
  if (!known) return undefined
  const named = placeName(code)
  const { kind, country, timeZone, latitude, longitude, city } = known
  return {
    code,
    name: named?.name ?? code,
    kind,
    city: { code: city, name: cityName(city, named) },
    country,
    time_zone: timeZone,
    latitude,
    longitude,
    airports: airportsOf(code, day).map((airport) => airport.code),
    markets,
  }
}

function cityName(city: string, named: NamedPlace | undefined): string {
  const area = place(city)?.kind === 'city' ? placeName(city)?.name : undefined
  return area ?? (named?.city || named?.name || city)
}
