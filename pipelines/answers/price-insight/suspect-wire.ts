/** The wire form of prices in quarantine. */
import { z } from 'zod'
import { DOUBTS } from '../../market/gate/judge-offer'
import { Money, moneyWire } from '../evidence/money-wire'
import type { QuarantinedFares } from './quarantined-fares'

export const SuspectFareEntry = z
  .object({
    suspect: z.literal(true),
    price: Money.meta({ description: 'The lowest sighting' }),
    airline: z.string(),
    market: z.string().optional().meta({ description: 'In an answer for a city' }),
    doubt: z.enum(DOUBTS).meta({
      description:
        '"below_least": less than any flight costs. "implausible": outside of what the distance or open data allows, in a market ' +
        'without fares. "off_level": far from the level of airline and market at these days to departure. "jump": far from the last ' +
        'fare of the airline on the departure',
    }),
    expected: Money.optional(),
    sightings: z.int(),
    first_observed_at: z.iso.datetime(),
    last_observed_at: z.iso.datetime(),
  })
  .meta({
    id: 'SuspectFare',
    description:
      'A price that is kept in quarantine: no other field counts it. Another source, or the same one on eight days, confirms it; ' +
      'until then it is a fault of a feed or a mistake fare',
  })

export function suspectsWire({
  suspects,
}: QuarantinedFares): z.infer<typeof SuspectFareEntry>[] | undefined {
  if (suspects.length === 0) return undefined
  return suspects.map((each) => ({
    suspect: true as const,
    price: moneyWire(each.amountMinor, each.currency),
    airline: each.airline,
    market: each.market,
    doubt: each.doubt,
    expected:
      each.expectedMinor === undefined ? undefined : moneyWire(each.expectedMinor, each.currency),
    sightings: each.sightings,
    first_observed_at: new Date(each.firstObservedAt).toISOString(),
    last_observed_at: new Date(each.lastObservedAt).toISOString(),
  }))
}
