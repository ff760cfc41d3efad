/**
 * A person's permanent tastes, drawn once from segment mixtures. Mixed logits of itinerary choice
 * find that tastes differ more between persons than within one person from day to day. The constants
 * come from such studies (below) and are not fitted to any model's figures.
 */

import { normal, type Stream, stream } from '../world/stream'
import type { Segment } from './segment'
import { isFrequent, type Person } from './shoppers'

export type Taste = {
  /** Factor on the worth of a trip, relative to others of the segment. */
  readonly wealth: number
  /** Scale of random utility relative to the crowd's; less is more consistent. */
  readonly chance: number
  /** Shares of worth lost by a stop, an hour over the fastest flight, an hour off the preferred time. */
  readonly stopCost: number
  readonly slowCost: number
  readonly timeCost: number
  /** Share of worth lost by an hour before `WAKES`. */
  readonly earlyCost: number
  /** Share of worth lost on a low-cost airline; negative prefers them. */
  readonly lowCostCost: number
  /** Preferred departure, in local minutes of the day. */
  readonly likesMinute: number
  /** Factor of loss aversion on the price difference to the cheapest, beyond a small margin. */
  readonly dearness: number
  /** The offers considered: all, the few cheapest, or direct flights only. */
  readonly looksAt: 'all' | 'cheapest' | 'direct'
  /** Number of the cheapest offers considered. */
  readonly few: number
  /** Spread of the preference between airlines, as a share of worth. */
  readonly loyalty: number
}

type Means = {
  readonly stopCost: number
  readonly slowCost: number
  readonly timeCost: number
  readonly earlyCost: number
  readonly lowCostCost: number
  readonly dearness: number
}

/**
 * Values are shares of a fare of about 300 USD. An hour of schedule delay is worth 12 to 20 USD for leisure
 * and 30 to 60 for business, an hour in the air 15 to 30 and 30 to 60, a stop about 50 and 80 (Proussaloglou and
 * Koppelman 1999; Adler, Falzarano and Spitz 2005; Hess, Adler and Polak 2007); losses count for
 * one and a half to two of their money (Hess, Rose and Hensher 2008).
 */
const MEANS: Readonly<Record<Segment, Means>> = {
  leisure: {
    stopCost: 0.16,
    slowCost: 0.05,
    timeCost: 0.04,
    earlyCost: 0.04,
    lowCostCost: 0.03,
    dearness: 0.8,
  },
  business: {
    stopCost: 0.26,
    slowCost: 0.1,
    timeCost: 0.1,
    earlyCost: 0.03,
    lowCostCost: 0.14,
    dearness: 0.4,
  },
}

/** Deviations of logarithms; they give coefficients of variation near 0.7, as mixed logits report. */
const SPREAD = 0.6
const LOW_COST_SPREAD = 0.08
/**
 * The traveller explains half of the variance of a trip's worth; 0.6 is the deviation of the logarithm
 * of the worth.
 */
export const OWN_SHARE = 0.5
const WORTH_SPREAD = 0.6
/**
 * Deviation of the logarithm of `chance`. One unit of utility is worth 7 and 16 % of a fare (`TRAITS`), in
 * line with the fare coefficients of mixed logits, 0.02 to 0.05 a dollar. Tastes are added to it.
 */
const CHANCE_SPREAD = 0.4
/** Shares of persons who collect miles: elite status is worth 20 to 35 % of a fare, membership 5 to 10. */
const COLLECTS = { frequent: 0.7, others: 0.2 }
const LOYALTY = { collects: 0.12, others: 0.045 }
/** Shares of persons who consider only the cheapest offers, or only direct flights. */
const LOOKS: Readonly<Record<Segment, { readonly cheapest: number; readonly direct: number }>> = {
  leisure: { cheapest: 0.35, direct: 0.2 },
  business: { cheapest: 0.1, direct: 0.45 },
}
const DAY_MINUTES = 1440

export function tasteOf(seed: number, person: Person, segment: Segment): Taste {
  // Both segments use the same draws, so that a person is consistent at work and at leisure.
  const random = stream(seed, `taste/${person.id}`)
  const means = MEANS[segment]
  const times = (mean: number) => mean * Math.exp(SPREAD * normal(random) - SPREAD ** 2 / 2)
  const wealth = Math.exp(Math.sqrt(OWN_SHARE) * WORTH_SPREAD * normal(random))
  const chance = Math.exp(CHANCE_SPREAD * normal(random) - CHANCE_SPREAD ** 2 / 2)
  const costs = {
    stopCost: times(means.stopCost),
    slowCost: times(means.slowCost),
    timeCost: times(means.timeCost),
    earlyCost: -means.earlyCost * Math.log(1 - random()),
    lowCostCost: means.lowCostCost + LOW_COST_SPREAD * normal(random),
    dearness: times(means.dearness),
  }
  const looks = random()
  const { cheapest, direct } = LOOKS[segment]
  const collects = random() < (isFrequent(person) ? COLLECTS.frequent : COLLECTS.others)
  const minutes = { leisure: leisureMinute(random), business: businessMinute(random) }
  return {
    wealth,
    chance,
    ...costs,
    likesMinute: (minutes[segment] + DAY_MINUTES) % DAY_MINUTES,
    looksAt: lookOf(looks, cheapest, direct),
    few: 2 + Math.floor(random() * 3),
    loyalty: times(collects ? LOYALTY.collects : LOYALTY.others),
  }
}

function lookOf(draw: number, cheapest: number, direct: number): Taste['looksAt'] {
  if (draw < cheapest) return 'cheapest'
  return draw > 1 - direct ? 'direct' : 'all'
}

/** Draws a preferred minute late in the morning, widely spread. */
function leisureMinute(random: Stream): number {
  return 660 + 210 * normal(random)
}

/** Draws a preferred minute before or after the working day. */
function businessMinute(random: Stream): number {
  const early = random() < 0.6
  return early ? 450 + 50 * normal(random) : 1020 + 75 * normal(random)
}

/** Returns a person's preference for an airline as a share of worth: mostly slightly negative, seldom large. */
export function airlineLiking(
  seed: number,
  { id }: Person,
  { loyalty }: Taste,
  airline: string
): number {
  const draw = stream(seed, `liking/${id}/${airline}`)()
  return loyalty * (Math.min(3.5, -Math.log(1 - draw)) - 1)
}

/** Spread of the value of an airline's name to all shoppers of a market, as a share of worth. */
const NAME_SPREAD = 0.05

export function airlineName(seed: number, market: string, airline: string): number {
  return NAME_SPREAD * normal(stream(seed, `name/${market}/${airline}`))
}
