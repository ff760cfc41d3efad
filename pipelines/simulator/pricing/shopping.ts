/**
 * Chooses a flight for a party by worth less fare plus random utility; not travelling has utility 0. A
 * sold-out flight is compared at its last fare, which measures refused demand.
 */

import type { Segment } from '../people/segment'
import { gumbel, type Stream } from '../world/stream'
import { type MarketPlan, TRAITS } from './market-plan'
import type { Pricing } from './pricing'

export type Party = {
  segment: Segment
  size: number
  /** Worth of a perfect flight, major units. */
  worth: number
  /** Preferred departure in local minutes of the day. */
  likesMinute: number
  /** Whether the shopper comes from the origin's country, whose airlines are then home airlines. */
  local: boolean
}

export type Weighing = {
  readonly worth: Float64Array
  readonly utility: Float64Array
  outside: number
  /** Indices of the best flight and of the best with seats; -1 for staying at home. */
  best: number
  bestOpen: number
}

export function drawParty(
  { market }: MarketPlan,
  businessShare: number,
  random: Stream,
  party: Party
): Party {
  const segment = random() < businessShare ? 'business' : 'leisure'
  const { medianWorth, narrowness } = TRAITS[segment]
  const share = random() * 0.9998 + 0.0001
  party.segment = segment
  party.size = sizeOf(segment, random())
  party.worth = market.usualFare * medianWorth * (share / (1 - share)) ** (1 / narrowness)
  party.likesMinute = likesMinute(segment, random())
  party.local = random() < 0.55
  return party
}

/** Draws a party size; the means are 1.6 and 1.08, as in the traits. */
function sizeOf(segment: Segment, draw: number): number {
  if (segment === 'business') return draw < 0.92 ? 1 : 2
  if (draw < 0.58) return 1
  if (draw < 0.89) return 2
  return draw < 0.94 ? 3 : 4
}

/** Draws a preferred minute: business near 07:00 or 17:00, leisure spread around 11:00. */
function likesMinute(segment: Segment, draw: number): number {
  if (segment === 'leisure') return 420 + draw * 600
  return draw < 0.6 ? 400 + draw * 150 : 900 + (draw - 0.6) * 500
}

export function weigh(
  flights: readonly Pricing[],
  { market }: MarketPlan,
  party: Party,
  random: Stream,
  into: Weighing
): void {
  const { scale, timeCost, homeGain } = TRAITS[party.segment]
  const perUnit = 1 / (scale * market.usualFare)
  into.outside = gumbel(random)
  into.best = -1
  into.bestOpen = -1
  let best = into.outside
  let bestOpen = into.outside
  for (let index = 0; index < flights.length; index += 1) {
    const pricing = flights[index]
    if (!pricing) continue
    const { plan, fare, remaining } = pricing
    const off = Math.abs(plan.departsMinute - party.likesMinute) / 60
    const home = party.local && !plan.flight.lowCost ? homeGain : 0
    const worth = party.worth * Math.max(0.1, plan.quality[party.segment] - off * timeCost + home)
    const utility = (worth - fare) * perUnit + gumbel(random)
    into.worth[index] = worth
    into.utility[index] = utility
    if (utility > best) {
      best = utility
      into.best = index
    }
    if (utility > bestOpen && remaining >= party.size) {
      bestOpen = utility
      into.bestOpen = index
    }
  }
}
