/** Selects the fares that a trip's price is compared with, at the closest level that has enough. */

import { DAY_MS, dayNumberAt } from '../../../models/airline/calendar'
import type { PriorFallback } from '../../../models/prior/prior-level'
import { latestDerivation } from '../../../models/runtime/derivation'
import { quantileGrid } from '../../../models/statistics/quantile-grid'
import type { ComparableGroup } from '../../market/groups/group-for'
import { GRID_STEPS } from '../../market/snapshot'
import { nearestDepartures, type SeenFares, seenFares } from './nearest-departures'

export const FALLBACK_LEVELS = [
  /** Departures observed at a similar number of days ahead. */
  'market_departure',
  /** Departures observed at half to twice the days ahead. */
  'market_departure_near',
  /** Every fare of the fare group in the last 30 days. */
  'market',
  /** Sums of one-way fares, for a round trip. */
  'one_ways',
  /** Observed fares between other airports of the same cities. */
  'city_airports',
  /** Open data for the city pair (models/prior). */
  'city_pair_prior',
  /** Open data for the distance, region and season. */
  'distance_prior',
  'none',
] as const
export type FallbackLevel = (typeof FALLBACK_LEVELS)[number]

export type Comparables = {
  readonly level: Exclude<FallbackLevel, 'none' | 'one_ways' | 'city_airports' | PriorFallback>
  /** Quantiles of the compared fares on the snapshot's grid, minor units. */
  readonly gridMinor: readonly number[]
  /** Number of fares in the grid. */
  readonly observations: number
  /** Number of departure dates in the grid, the unit of evidence; unknown at level "market". */
  readonly departures?: number
  readonly daysToDeparture?: { readonly from: number; readonly to: number }
}

/** A level needs this many fares, and a departure level this many departures. */
export const FEWEST_FARES = 5

/** The greatest ratio of days to departure of level "market_departure"; above it the level is "near". */
const SIMILAR_RATIO = 1.5

/** The day of the snapshot's clock decides which fares are recent enough. */
const observedFares = latestDerivation((fareGroup: ComparableGroup, day) => ({
  seen: seenFares(fareGroup, day * DAY_MS),
  byDaysToDeparture: new Map<number, Comparables | undefined>(),
}))

/** `at` is the snapshot's clock. */
export function comparablesOf(
  fareGroup: ComparableGroup,
  daysToDeparture: number,
  at: number
): Comparables | undefined {
  const { seen, byDaysToDeparture } = observedFares(fareGroup, dayNumberAt(at))
  if (!byDaysToDeparture.has(daysToDeparture)) {
    byDaysToDeparture.set(daysToDeparture, find(fareGroup, seen, daysToDeparture))
  }
  return byDaysToDeparture.get(daysToDeparture)
}

function find(
  { windows, senders }: ComparableGroup,
  seen: SeenFares,
  days: number
): Comparables | undefined {
  const { faresMinor, departures, from, to, widest } = nearestDepartures(seen, days, senders)
  const ascending = faresMinor.toSorted((a, b) => a - b)
  const gridMinor = quantileGrid(ascending, GRID_STEPS)
  if (gridMinor && departures >= FEWEST_FARES) {
    const level = widest <= SIMILAR_RATIO ? 'market_departure' : 'market_departure_near'
    const observations = faresMinor.length
    return { level, gridMinor, observations, departures, daysToDeparture: { from, to } }
  }
  const prices = windows['30d']
  if (!prices || prices.count < FEWEST_FARES) return undefined
  return { level: 'market', gridMinor: prices.gridMinor, observations: prices.count }
}
