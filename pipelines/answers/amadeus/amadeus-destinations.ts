/** Airport Routes 1.1: where non-stop offers of an airport were observed to go. */
import { z } from 'zod'
import { wallClock } from '../../../models/airline/local-time'
import { endsOf } from '../../../models/airline/market'
import { placeName } from '../../../models/airline/place-names'
import { type Place, place } from '../../../models/airline/places'
import type { MarketSnapshot } from '../../market/snapshot'
import { countryName, offsetText } from './amadeus-locations'

const Destination = z.object({
  type: z.literal('location'),
  subtype: z.enum(['city', 'airport']),
  name: z.string(),
  iataCode: z.string(),
  geoCode: z.object({ latitude: z.number(), longitude: z.number() }),
  address: z.object({ countryName: z.string(), countryCode: z.string() }),
  timeZone: z.object({ offSet: z.string(), referenceLocalDateTime: z.string() }),
  metrics: z.object({ relevance: z.int() }),
})

export const DirectDestinations = z
  .object({
    meta: z.object({ count: z.int(), links: z.object({ self: z.string() }) }),
    data: z.array(Destination),
  })
  .meta({ id: 'AmadeusDirectDestinations' })
export type DirectDestinations = z.infer<typeof DirectDestinations>

export type DestinationsRequest = {
  readonly countryCode?: string | undefined
  readonly max: number
  readonly self: string
  readonly now: number
}

/** The most searched first; `relevance` is the share of the searches of the first, in per cent. */
export function directDestinations(
  snapshots: readonly MarketSnapshot[],
  { countryCode, max, self, now }: DestinationsRequest
): DirectDestinations {
  const flown = snapshots.filter(isFlownNonStop).flatMap((snapshot) => {
    const at = place(endsOf(snapshot.market).destination)
    if (!at || (countryCode !== undefined && at.country !== countryCode)) return []
    return [{ at, searches: snapshot.searches.last['30d'] }]
  })
  const sorted = flown.toSorted((a, b) => b.searches - a.searches).slice(0, max)
  const most = Math.max(1, sorted[0]?.searches ?? 1)
  return {
    meta: { count: sorted.length, links: { self } },
    data: sorted.map(({ at, searches }) => ({
      type: 'location',
      subtype: at.kind === 'city' ? 'city' : 'airport',
      name: (placeName(at.code)?.name ?? at.code).toUpperCase(),
      iataCode: at.code,
      geoCode: { latitude: at.latitude, longitude: at.longitude },
      address: { countryName: countryName(at.country), countryCode: at.country },
      timeZone: {
        offSet: offsetText(at.timeZone, now),
        referenceLocalDateTime: localTime(at, now),
      },
      metrics: { relevance: Math.round((searches / most) * 100) },
    })),
  }
}

function isFlownNonStop({ fareGroups }: MarketSnapshot): boolean {
  return fareGroups.some(({ itineraries }) => itineraries?.kinds.some(({ stops }) => stops === 0))
}

function localTime({ timeZone }: Place, now: number): string {
  return new Date(wallClock(now, timeZone)).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)
}
