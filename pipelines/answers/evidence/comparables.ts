/** The fares that a trip's price is compared with, at the closest level that has enough of them. */

import { DAY_MS } from '../../../models/airline/calendar'
import type { PriorFallback } from '../../../models/prior/prior-level'
import { latestDerivation } from '../../../models/runtime/derivation'
import { quantileGrid } from '../../../models/statistics/quantile-grid'
import { type FareGroupSnapshot, GRID_STEPS } from '../../market/snapshot'
import { nearestDepartures, type SeenFares, seenFares } from './nearest-departures'

export const FALLBACK_LEVELS = [
  /** Departures seen about as many days ahead. */
  'market_departure',
  /** The same, with up to half or twice the days. */
  'market_departure_near',
  /** Every fare of the fare class in the last 30 days. */
  'market',
  /** Open data of the pair of cities (models/prior). */
  'city_pair_prior',
  /** Open data of the distance, region and season. */
  'distance_prior',
  'none',
] as const
export type FallbackLevel = (typeof FALLBACK_LEVELS)[number]

export type Comparables = {
  readonly level: Exclude<FallbackLevel, 'none' | PriorFallback>
  /** Their quantiles on the snapshot's grid. */
  readonly gridMinor: readonly number[]
  /** Fares behind it. */
  readonly observations: number
  /** Departure dates behind it, the unit in which evidence is counted; unknown at level "market". */
  readonly departures?: number
  readonly daysToDeparture?: { readonly from: number; readonly to: number }
}

/** Fewer fares, or fewer departures at a departure level, are not compared with. */
export const FEWEST_FARES = 5

/** Up to this ratio of days to departure a level is not called near. */
const SIMILAR_RATIO = 1.5

/** Which fares count follows from the day of the snapshot's clock. */
const observedFares = latestDerivation((fareGroup: FareGroupSnapshot, day) => ({
  seen: seenFares(fareGroup, day * DAY_MS),
  byDaysToDeparture: new Map<number, Comparables | undefined>(),
}))

/** `at` is the snapshot's clock. */
export function comparablesOf(
  fareGroup: FareGroupSnapshot,
  daysToDeparture: number,
  at: number
): Comparables | undefined {
  const { seen, byDaysToDeparture } = observedFares(fareGroup, Math.floor(at / DAY_MS))
  if (!byDaysToDeparture.has(daysToDeparture)) {
    byDaysToDeparture.set(daysToDeparture, find(fareGroup, seen, daysToDeparture))
  }
  return byDaysToDeparture.get(daysToDeparture)
}

function find(
  { windows }: FareGroupSnapshot,
  seen: SeenFares,
  days: number
): Comparables | undefined {
  const { faresMinor, departures, from, to, widest } = nearestDepartures(seen, days)
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
