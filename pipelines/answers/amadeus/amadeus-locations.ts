/** Airport & City Search 1.2: places by keyword or id, from the table of places. */
import { z } from 'zod'
import { wallClock } from '../../../models/airline/local-time'
import { findPlaces, placeName } from '../../../models/airline/place-names'
import { type Place, place } from '../../../models/airline/places'

export const SUB_TYPES = ['AIRPORT', 'CITY'] as const
export type SubType = (typeof SUB_TYPES)[number]

const Location = z
  .object({
    type: z.literal('location'),
    subType: z.enum(SUB_TYPES),
    name: z.string(),
    detailedName: z.string(),
    id: z.string(),
    self: z.object({ href: z.string(), methods: z.array(z.literal('GET')) }),
    timeZoneOffset: z.string(),
    iataCode: z.string(),
    geoCode: z.object({ latitude: z.number(), longitude: z.number() }),
    address: z.object({
      cityName: z.string(),
      cityCode: z.string(),
      countryName: z.string(),
      countryCode: z.string(),
    }),
  })
  .meta({ id: 'AmadeusLocation' })
export type Location = z.infer<typeof Location>

export const Locations = z
  .object({
    meta: z.object({ count: z.int(), links: z.record(z.string(), z.string()) }),
    data: z.array(Location),
  })
  .meta({ id: 'AmadeusLocations' })
export type Locations = z.infer<typeof Locations>

export const OneLocation = z
  .object({ meta: z.object({ links: z.record(z.string(), z.string()) }), data: Location })
  .meta({ id: 'AmadeusOneLocation' })

export type LocationRequest = {
  readonly keyword: string
  readonly subTypes: readonly SubType[]
  readonly countryCode?: string | undefined
  readonly limit: number
  readonly offset: number
  readonly links: LocationLinks
  readonly now: number
}

/** Links of an answer, which only the request's own address gives. */
export type LocationLinks = {
  readonly self: string
  readonly ofLocation: (id: string) => string
  readonly ofPage: (offset: number) => string
}

/** Places of one keyword that are considered; Amadeus has a few dozen for one letter. */
const MOST_PLACES = 200

export function locations({
  keyword,
  subTypes,
  countryCode,
  ...request
}: LocationRequest): Locations {
  const all = findPlaces(keyword, MOST_PLACES)
    .flatMap(({ code }) => kindsOf(code))
    .filter(({ subType, at }) => subTypes.includes(subType) && isIn(at, countryCode))
  const shown = all.slice(request.offset, request.offset + request.limit)
  return {
    meta: { count: all.length, links: linksOf(all.length, request) },
    data: shown.map(({ subType, at }) => locationOf(subType, at, request)),
  }
}

/** `id` is "A" or "C" and the code: "CMUC". */
export function locationById(
  id: string,
  { links, now }: Pick<LocationRequest, 'links' | 'now'>
): Location | undefined {
  const subType = SUB_TYPES.find((each) => id.startsWith(each.charAt(0)))
  const found = kindsOf(id.slice(1)).find((each) => each.subType === subType)
  return found && locationOf(found.subType, found.at, { links, now })
}

/** The only airport of a city has the city's code, so it stands for both. */
function kindsOf(code: string): { readonly subType: SubType; readonly at: Place }[] {
  const at = place(code)
  if (!at) return []
  if (at.kind === 'city') return [{ subType: 'CITY', at }]
  if (at.kind !== 'airport' && at.kind !== 'heliport') return []
  const airport = { subType: 'AIRPORT' as const, at }
  return at.city === at.code ? [{ subType: 'CITY' as const, at }, airport] : [airport]
}

function isIn({ country }: Place, code: string | undefined): boolean {
  return code === undefined || country === code
}

function locationOf(
  subType: SubType,
  at: Place,
  { links, now }: Pick<LocationRequest, 'links' | 'now'>
): Location {
  const named = placeName(at.code)
  const cityName = (named?.city || named?.name || at.city).toUpperCase()
  const name = subType === 'CITY' ? cityName : (named?.name ?? at.code).toUpperCase()
  const id = subType.charAt(0) + at.code
  return {
    type: 'location',
    subType,
    name,
    detailedName: `${cityName}/${at.country}:${name}`,
    id,
    self: { href: links.ofLocation(id), methods: ['GET'] },
    timeZoneOffset: offsetText(at.timeZone, now),
    iataCode: at.code,
    geoCode: { latitude: at.latitude, longitude: at.longitude },
    address: {
      cityName,
      cityCode: at.city,
      countryName: countryName(at.country),
      countryCode: at.country,
    },
  }
}

function linksOf(
  count: number,
  { limit, offset, links }: Pick<LocationRequest, 'limit' | 'offset' | 'links'>
): Record<string, string> {
  const last = Math.max(0, Math.floor((count - 1) / limit) * limit)
  return {
    self: links.self,
    ...(offset + limit < count && { next: links.ofPage(offset + limit) }),
    ...(count > limit && { last: links.ofPage(last) }),
  }
}

/** "+01:00" */
export function offsetText(timeZone: string, now: number): string {
  const minutes = Math.round((wallClock(now, timeZone) - now) / 60_000)
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`
}

const countries = new Intl.DisplayNames('en', { type: 'region' })

export function countryName(code: string): string {
  return (countries.of(code) ?? code).toUpperCase()
}
