/**
 * A person's preferences over a slate: the worth of each offer, and utilities without and with the
 * random part. Fares respond to the crowd alone (`market-date.ts`): partners observe about one party
 * in fifty, and the seat of an observed booking is part of what the crowd's draw took.
 */

import { valueAt } from '../../../models/statistics/value-at'
import type { Person } from '../people/shoppers'
import { airlineLiking, airlineName, OWN_SHARE, type Taste } from '../people/tastes'
import type { FlightPlan, MarketPlan } from '../pricing/market-plan'
import { TRAITS } from '../pricing/market-plan'
import type { Party } from '../pricing/shopping'
import { gumbel, normal, type Stream } from '../world/stream'
import type { Place } from './slate'

export type Thinker = { readonly person: Person; readonly taste: Taste; readonly party: Party }

export type Preferences = {
  /** Worth of each offer in the slate's order, major units. */
  readonly worth: readonly number[]
  /** Utilities without and with the random part; staying at home is 0. */
  readonly leanings: readonly number[]
  readonly utilities: readonly number[]
}

/** Earlier departures require getting up at night; local minutes of the day. */
const WAKES = 420
/** Hours off the preferred time that do not matter, and the shift of that time by the trip's reason. */
const NEAR_HOURS = 0.75
const TRIP_MINUTES = 45
/** Hours over the fastest flight beyond which each hour counts twice. */
const SLOW_HOURS = 2
/** Margin over the cheapest offer above which a price difference counts as a loss. */
const FELT_ABOVE = 1.08
/** Utility subtracted from offers that are not considered; they are hardly ever chosen. */
const OVERLOOKED = 10

export function preferencesOf(
  plan: MarketPlan,
  thinker: Thinker,
  slate: readonly Place[],
  random: Stream
): Preferences {
  const { taste, party } = thinker
  const fares = slate.map(({ now, beside, factor }) => (now - beside) / factor)
  const worth = worthOf(plan, thinker, slate, random)
  const looked = lookedAt(taste, slate, fares)
  const felt = FELT_ABOVE * Math.min(...fares)
  const unit = TRAITS[party.segment].scale * taste.chance * plan.market.usualFare
  const leanings = worth.map((each, place) => {
    const fare = valueAt(fares, place)
    const loss = taste.dearness * Math.max(0, fare - felt)
    return (each - fare - loss) / unit - (looked[place] ? 0 : OVERLOOKED)
  })
  const outside = gumbel(random)
  return { worth, leanings, utilities: leanings.map((each) => each + gumbel(random) - outside) }
}

function worthOf(
  plan: MarketPlan,
  thinker: Thinker,
  slate: readonly Place[],
  random: Stream
): number[] {
  const { taste, party, person } = thinker
  const { medianWorth, homeGain } = TRAITS[party.segment]
  const usual = plan.market.usualFare * medianWorth
  // The crowd's worth is drawn for each trip; half of its variance is replaced by the person's own.
  const perfect = usual * taste.wealth * (party.worth / usual) ** Math.sqrt(1 - OWN_SHARE)
  const likesMinute = taste.likesMinute + TRIP_MINUTES * normal(random)
  const home = person.country === plan.countries[0] ? homeGain : 0
  const fastest = Math.min(...slate.map(({ plan: { flight } }) => flight.durationMinutes))
  return slate.map(({ plan: flown }) => {
    const { airline, lowCost } = flown.flight
    const gained =
      (lowCost ? -taste.lowCostCost : home) +
      airlineName(plan.seed, plan.market.market, airline) +
      airlineLiking(plan.seed, person, taste, airline)
    const lost =
      comfortLost(flown, taste, fastest) + timeLost(flown.departsMinute, likesMinute, taste)
    return perfect * Math.max(0.1, 1 + gained - lost)
  })
}

function comfortLost({ flight }: FlightPlan, taste: Taste, fastest: number): number {
  const slow = (flight.durationMinutes - fastest) / 60
  return flight.stops * taste.stopCost + (slow + Math.max(0, slow - SLOW_HOURS)) * taste.slowCost
}

/** Measures the difference around midnight, where late evening and early morning are close. */
function timeLost(departs: number, likes: number, { timeCost, earlyCost }: Taste): number {
  const apart = Math.abs(departs - likes) % 1440
  const off = Math.min(apart, 1440 - apart) / 60
  const early = Math.max(0, WAKES - departs) / 60
  return Math.max(0, off - NEAR_HOURS) * timeCost + early * earlyCost
}

function lookedAt(
  { looksAt, few }: Taste,
  slate: readonly Place[],
  fares: readonly number[]
): readonly boolean[] {
  if (looksAt === 'cheapest') {
    const last = fares.toSorted((a, b) => a - b)[few - 1] ?? Infinity
    return fares.map((fare) => fare <= last)
  }
  const direct = slate.map(({ offer }) => offer.stops === 0)
  return looksAt === 'direct' && direct.includes(true) ? direct : slate.map(() => true)
}
