/**
 * Places that can be an end of a market: airports, heliports, rail and bus stations and ports with an
 * IATA code, and cities of several airports. Codes change: a code is read with a day, and a place is
 * always named by its newest code, so that fares sold under both codes are one market.
 *
 * The table is one sorted text of fixed-width records, written by `tools/generate/places`, and is
 * searched where it lies: nothing is parsed at start-up. Data: OpenTravelData, CC BY 4.0.
 */

import { keyedDerivation } from '../runtime/derivation'
import { dayOf } from './calendar'
import table from './places.generated.json'

export type PlaceKind = 'airport' | 'rail' | 'bus' | 'heliport' | 'port' | 'city'

export type Place = {
  /** IATA code, the newest one of the place */
  readonly code: string
  readonly kind: PlaceKind
  /** ISO 3166-1 alpha-2 */
  readonly country: string
  /** Degrees, north and east positive. */
  readonly latitude: number
  readonly longitude: number
  /** IANA name */
  readonly timeZone: string
  /** IATA code of the city it serves. */
  readonly city: string
  /** First and last day of the code, where they are known. */
  readonly from?: string
  readonly until?: string
}

type Entry = { readonly place: Place; readonly successor: string }

/**
 * Field widths in characters: code 3, kind 1, country 2, latitude 6, longitude 7, time zone 2, city
 * 3, first day 4, last day 4, successor 3
 */
const WIDTH = 35
const KINDS: Readonly<Record<string, PlaceKind>> = {
  A: 'airport',
  R: 'rail',
  B: 'bus',
  H: 'heliport',
  P: 'port',
  C: 'city',
}
const AREAS: ReadonlyMap<string, string> = new Map(Object.entries(table.areas))

/** Returns the place the code names now. A place that has closed for good is returned as well. */
export function place(code: string): Place | undefined {
  const last = entriesOf(code).at(-1)
  return last && newest(last)
}

/**
 * Returns the place the code names on a day. A former code is followed to its successor. A code
 * used before its first day resolves to the place that received it later. Undefined for unknown
 * codes, and for places that had closed by then.
 */
export function placeOn(code: string, day: string): Place | undefined {
  const entries = entriesOf(code)
  const current = entries.find(
    ({ place: { from = '', until = '9999' } }) => from <= day && day <= until
  )
  if (current) return newest(current)
  const former = entries.findLast(
    ({ place: { until = '9999' }, successor }) => until < day && successor
  )
  if (former) return newest(former)
  const later = entries.find(({ place: { from = '' } }) => from > day)
  return later && newest(later)
}

/**
 * Returns the newest code of the place, by which market ends are named; an unknown code is returned
 * unchanged.
 */
export function newestCode(code: string, day: string): string {
  return placeOn(code, day)?.code ?? code
}

/** Explains why the code names no place on a day; undefined when it names one. */
export function placeObjection(code: string, day: string): string | undefined {
  if (placeOn(code, day)) return undefined
  const until = entriesOf(code).at(-1)?.place.until
  return until === undefined
    ? `${code} is not a known place; send the IATA code of an airport, a station or a city`
    : `${code} is not in use after ${until}; send the code of the airport that serves the trip`
}

/**
 * Lists the airports of a multi-airport city on a day, the busiest first, without those closed by
 * then. For any other place, lists the place itself.
 */
export function airportsOf(code: string, day: string): Place[] {
  const codes = AREAS.get(code)?.match(/.{3}/g) ?? [code]
  const places = codes.flatMap((each) => openOn(each, day) ?? [])
  return places.length > 0 ? places : [placeOn(code, day) ?? []].flat()
}

/** Whether one code is a city of several airports and the other one of them. */
export function isWithinCity(one: string, other: string, day: string): boolean {
  const holds = (city: string, airport: string) =>
    AREAS.has(city) && airportsOf(city, day).some(({ code }) => code === airport)
  return holds(one, other) || holds(other, one)
}

function openOn(code: string, day: string): Place | undefined {
  const open = placeOn(code, day)
  return open && (open.from ?? '') <= day ? open : undefined
}

function newest({ place: known, successor }: Entry): Place {
  const next = successor === '' ? undefined : entriesOf(successor).at(-1)
  return next ? newest(next) : known
}

/**
 * Lists all entries of a code, the latest last. Unknown codes are not cached, so the table bounds
 * the cache.
 */
function entriesOf(code: string): readonly Entry[] {
  return knownEntries(code) ?? []
}

const knownEntries = keyedDerivation((code: string): readonly Entry[] | undefined => {
  const entries = search(code)
  return entries.length > 0 ? entries : undefined
})

function search(code: string): Entry[] {
  const { places } = table
  if (code.length !== 3) return []
  let low = 0
  let high = places.length / WIDTH
  while (low < high) {
    const middle = (low + high) >> 1
    if (places.slice(middle * WIDTH, middle * WIDTH + 3) < code) low = middle + 1
    else high = middle
  }
  const entries: Entry[] = []
  for (let start = low * WIDTH; places.startsWith(code, start); start += WIDTH) {
    entries.push(entryOf(places.slice(start, start + WIDTH)))
  }
  return entries
}

function entryOf(record: string): Entry {
  const kind = KINDS[record[3] ?? '']
  const timeZone = table.timeZones[Number.parseInt(record.slice(19, 21), 36)]
  if (!kind || !timeZone) throw new Error(`places.generated.json: "${record}"; generate it again`)
  const from = unpackedDay(record.slice(24, 28))
  const until = unpackedDay(record.slice(28, 32))
  const place = {
    code: record.slice(0, 3),
    kind,
    country: record.slice(4, 6),
    latitude: Number(record.slice(6, 12)) / 1000,
    longitude: Number(record.slice(12, 19)) / 1000,
    timeZone,
    city: record.slice(21, 24),
    ...(from && { from }),
    ...(until && { until }),
  }
  return { place, successor: record.slice(32).trim() }
}

function unpackedDay(packed: string): string | undefined {
  if (packed.trim() === '') return undefined
  return dayOf(Number.parseInt(packed, 36))
}
