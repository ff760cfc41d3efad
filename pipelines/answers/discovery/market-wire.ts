/** A market as it is listed: how much is known of it, and in which groups of fares. */
import { z } from 'zod'
import { endsOf, type Market } from '../../../models/airline/market'
import { placeName } from '../../../models/airline/place-names'
import { CABINS } from '../../../models/airline/trip'
import type { MarketSnapshot } from '../../market/snapshot'

const End = z.object({ code: z.string(), name: z.string() })

export const MarketItem = z
  .object({
    market: z.string().meta({ examples: ['LIS-JFK'] }),
    origin: End,
    destination: End,
    observations: z
      .int()
      .meta({ description: 'Fares observed in the last 30 days, all groups together' }),
    searches: z.int().meta({ description: 'Searches of the last 30 days' }),
    first_observed_at: z.iso.datetime().nullable(),
    last_observed_at: z.iso.datetime().nullable(),
    departures: z
      .object({ from: z.iso.date(), to: z.iso.date() })
      .nullable()
      .meta({ description: 'First and last departure date with fares' }),
    fare_groups: z.array(
      z.object({
        cabin: z.enum(CABINS),
        round_trip: z.boolean(),
        currency: z.string(),
        observations: z.int(),
      })
    ),
  })
  .meta({ id: 'MarketItem' })
export type MarketItem = z.infer<typeof MarketItem>

/** A market of which nothing was observed is listed without figures. */
export function marketWire(
  market: Market,
  firstAt: number | undefined,
  snapshot: MarketSnapshot | undefined
): MarketItem {
  const { origin, destination } = endsOf(market)
  const groups = snapshot?.fareGroups ?? []
  const fareGroups = groups.map(({ cabin, roundTrip, currency, windows }) => ({
    cabin,
    round_trip: roundTrip,
    currency,
    observations: windows['30d']?.count ?? 0,
  }))
  const days = groups.flatMap(({ departures }) => Object.keys(departures)).sort()
  const [from, to] = [days[0], days.at(-1)]
  return {
    market,
    origin: endWire(origin),
    destination: endWire(destination),
    observations: fareGroups.reduce((sum, { observations }) => sum + observations, 0),
    searches: snapshot?.searches.last['30d'] ?? 0,
    first_observed_at: instantOf(firstAt),
    last_observed_at: instantOf(snapshot?.lastObservedAt),
    departures: from !== undefined && to !== undefined ? { from, to } : null,
    fare_groups: fareGroups.sort((a, b) => b.observations - a.observations),
  }
}

function endWire(code: string) {
  return { code, name: placeName(code)?.name ?? code }
}

function instantOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
