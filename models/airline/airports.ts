/**
 * Airports with scheduled service. The table is one sorted text of fixed-width records, made by
 * `tools/generate/airports.ts`, and is searched in place: nothing is parsed at start-up.
 * Data: airport-data-js, CC BY 4.0.
 */
import table from './airports.generated.json'

export type Airport = {
  /** IATA */
  readonly code: string
  /** ISO 3166-1 alpha-2 */
  readonly country: string
  /** Degrees, north and east positive. */
  readonly latitude: number
  readonly longitude: number
  /** IANA name */
  readonly timeZone: string
}

/** code 3, country 2, latitude 6, longitude 7, time zone 2 characters */
const WIDTH = 20
const EARTH_RADIUS_KM = 6371.009

/** A memo of airports asked for; the table bounds it. */
const found = new Map<string, Airport>()

export function airport(code: string): Airport | undefined {
  const known = found.get(code)
  if (known) return known
  const searched = search(code)
  if (searched) found.set(code, searched)
  return searched
}

function search(code: string): Airport | undefined {
  const { airports, timeZones } = table
  let low = 0
  let high = airports.length / WIDTH
  while (low < high) {
    const middle = (low + high) >> 1
    if (airports.slice(middle * WIDTH, middle * WIDTH + 3) < code) low = middle + 1
    else high = middle
  }
  const record = airports.slice(low * WIDTH, (low + 1) * WIDTH)
  if (!record.startsWith(code) || code.length !== 3) return undefined

  const timeZone = timeZones[Number.parseInt(record.slice(18), 36)]
  if (!timeZone) throw new Error(`airports.generated.json: ${code} names no time zone; remake it`)
  return {
    code,
    country: record.slice(3, 5),
    latitude: Number(record.slice(5, 11)) / 1000,
    longitude: Number(record.slice(11, 18)) / 1000,
    timeZone,
  }
}

type Place = { readonly latitude: number; readonly longitude: number }

/** Shortest way over a sphere of mean radius; within 0.6 % of the ellipsoid. */
export function greatCircleKm(a: Place, b: Place): number {
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2)
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2)
  const haversine =
    halfLatitude ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * halfLongitude ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
