/**
 * What a person likes, for good: drawn once from segment mixtures, as mixed logits of itinerary choice
 * find them, where persons differ more than one person does from day to day. The constants are chosen
 * from what such studies report (below), not fitted to any model's figures.
 */

import { normal, type Stream, stream } from '../world/stream'
import type { Segment } from './segment'
import { isFrequent, type Person } from './shoppers'

export type Taste = {
  /** Of what a trip is worth to it beside others of its segment. */
  readonly wealth: number
  /** Chance in its choices against a crowd's: less is more decided. */
  readonly chance: number
  /** Shares of worth lost: a stop, an hour longer than the fastest, an hour off the time liked. */
  readonly stopCost: number
  readonly slowCost: number
  readonly timeCost: number
  /** An hour earlier than `WAKES`. */
  readonly earlyCost: number
  /** On a low-cost airline; below 0 seeks them. */
  readonly lowCostCost: number
  /** Local minute it likes to leave. */
  readonly likesMinute: number
  /** What is dearer than the cheapest by more than a bit counts so much more than its money. */
  readonly dearness: number
  /** What it looks at: all, the few cheapest, or what flies direct. */
  readonly looksAt: 'all' | 'cheapest' | 'direct'
  /** Of the cheapest. */
  readonly few: number
  /** Shares of worth: how far airlines lie apart for it. */
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
 * Shares of a fare of some 300 USD: an hour of schedule delay is worth 12 to 20 USD for leisure and 30 to
 * 60 for business, an hour in the air 15 to 30 and 30 to 60, a stop about 50 and 80 (Proussaloglou and
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

/** Of logarithms: coefficients of variation near 0.7, as mixed logits report for time and price. */
const SPREAD = 0.6
const LOW_COST_SPREAD = 0.08
/** Half the variance of a trip's worth is its traveller's: 0.6 is the deviation of its logarithm. */
export const OWN_SHARE = 0.5
const WORTH_SPREAD = 0.6
/**
 * One unit of utility is worth 7 and 16 % of a fare to one person too (`TRAITS`), which is where mixed
 * logits put it: fare coefficients of 0.02 to 0.05 a dollar. Tastes come on top. Of its logarithm.
 */
const CHANCE_SPREAD = 0.4
/** Who collects miles: elite status is worth 20 to 35 % of a fare, plain membership 5 to 10. */
const COLLECTS = { frequent: 0.7, others: 0.2 }
const LOYALTY = { collects: 0.12, others: 0.045 }
/** Who sorts by price and reads the first few, and who asks for direct flights alone. */
const LOOKS: Readonly<Record<Segment, { readonly cheapest: number; readonly direct: number }>> = {
  leisure: { cheapest: 0.35, direct: 0.2 },
  business: { cheapest: 0.1, direct: 0.45 },
}
const DAY_MINUTES = 1440

export function tasteOf(seed: number, person: Person, segment: Segment): Taste {
  // Every draw is made for both segments, so a person is the same one at work and at leisure.
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

/** Late in the morning, widely spread. */
function leisureMinute(random: Stream): number {
  return 660 + 210 * normal(random)
}

/** Before the day's work or after it. */
function businessMinute(random: Stream): number {
  const early = random() < 0.6
  return early ? 450 + 50 * normal(random) : 1020 + 75 * normal(random)
}

/** Share of worth by which a person likes an airline: most a little less than others, a few much more. */
export function airlineLiking(
  seed: number,
  { id }: Person,
  { loyalty }: Taste,
  airline: string
): number {
  const draw = stream(seed, `liking/${id}/${airline}`)()
  return loyalty * (Math.min(3.5, -Math.log(1 - draw)) - 1)
}

/** What an airline's name is worth to all in a market, as shares of worth. */
const NAME_SPREAD = 0.05

export function airlineName(seed: number, market: string, airline: string): number {
  return NAME_SPREAD * normal(stream(seed, `name/${market}/${airline}`))
}
