/**
 * The fares that a trip's price is compared with: lowest fares of the market's departures, each as
 * seen about as many days before it left. In some markets the days left move the lowest fare by a
 * factor of 2.5 (EaseMyTrip, inside two weeks against outside), so departures are taken nearest
 * first, by ratio of days, and no further than a factor of two.
 */
import { DAY_MS, dayNumber } from '../../models/calendar'
import { quantileGrid } from '../../models/statistics/quantile-grid'
import { type FareClassSnapshot, GRID_STEPS } from '../features/snapshot'

export const FALLBACK_LEVELS = [
  /** Departures seen about as many days ahead. */
  'market_departure',
  /** The same, with up to half or twice the days. */
  'market_departure_near',
  /** Every fare of the fare class in the last 30 days. */
  'market',
  'none',
] as const
export type FallbackLevel = (typeof FALLBACK_LEVELS)[number]

export type Comparables = {
  readonly level: Exclude<FallbackLevel, 'none'>
  /** Their quantiles on the snapshot's grid. */
  readonly gridMinor: readonly number[]
  /** Fares behind it. */
  readonly observations: number
  /** Departure dates behind it, the unit in which evidence is counted; unknown at level "market". */
  readonly departures?: number
  readonly daysToDeparture?: { readonly from: number; readonly to: number }
}

/**
 * Eight departures place a price as low, typical or high as a full history would in four of five
 * cases, five in three of four, whatever the distribution (see the test).
 */
export const ENOUGH_DEPARTURES = 8
export const FEWEST_FARES = 5

/** Always compared, called similar, and called near: ratios of days to departure (plus one). */
const ALWAYS_RATIO = 1.25
const SIMILAR_RATIO = 1.5
const NEAR_RATIO = 2

/**
 * Older fares are of another season. Even so a market drifts: of Expedia's offers from 2022-07-20 on,
 * a falling month, 41 % lay in the typical range so made, 45 % below and 13 % above it; 50, 25 and
 * 25 are due.
 */
const MAX_AGE_DAYS = 60

/** Farther out than this no fare is on sale. */
const HORIZON_DAYS = 400

type FarePoint = { readonly departure: number; readonly lowestMinor: number }
type FareClassIndex = {
  /** By days to departure when seen. */
  readonly points: readonly (readonly FarePoint[])[]
  readonly found: Map<number, Comparables | undefined>
}

/** A snapshot never changes, so what is derived from one lives as long as it does. */
const indexes = new WeakMap<FareClassSnapshot, FareClassIndex>()

/** `at` is the snapshot's clock: in a time-travelling sandbox it may hold later days. */
export function comparablesOf(
  fareClass: FareClassSnapshot,
  daysToDeparture: number,
  at: number
): Comparables | undefined {
  let index = indexes.get(fareClass)
  if (!index) {
    index = { points: pointsOf(fareClass, Math.floor(at / DAY_MS)), found: new Map() }
    indexes.set(fareClass, index)
  }
  if (!index.found.has(daysToDeparture)) {
    index.found.set(daysToDeparture, find(fareClass, index, daysToDeparture))
  }
  return index.found.get(daysToDeparture)
}

function pointsOf(fareClass: FareClassSnapshot, lastDay: number): FarePoint[][] {
  const points: FarePoint[][] = []
  for (const [date, fareDays] of Object.entries(fareClass.departures)) {
    const departure = dayNumber(date)
    for (const { day, lowestMinor } of fareDays) {
      const days = departure - day
      if (day > lastDay || day <= lastDay - MAX_AGE_DAYS || days < 0 || days > HORIZON_DAYS)
        continue
      points[days] ??= []
      points[days].push({ departure, lowestMinor })
    }
  }
  return points
}

function find(
  fareClass: FareClassSnapshot,
  { points }: FareClassIndex,
  days: number
): Comparables | undefined {
  const near = nearest(points, days)
  if (near.departures >= FEWEST_FARES) return near
  const window = fareClass.windows['30d']
  if (!window || window.count < FEWEST_FARES) return undefined
  return { level: 'market', gridMinor: window.gridMinor, observations: window.count }
}

/** Departures seen nearest to `days` ahead first, until there are enough. */
function nearest(
  points: FareClassIndex['points'],
  days: number
): Comparables & { departures: number } {
  const faresMinor: number[] = []
  const departures = new Set<number>()
  let from = days
  let to = days
  let widest = 1
  for (const { at, ratio } of daysNearestFirst(days)) {
    if (ratio > ALWAYS_RATIO && departures.size >= ENOUGH_DEPARTURES) break
    const seen = points[at]
    if (!seen) continue
    for (const { departure, lowestMinor } of seen) {
      faresMinor.push(lowestMinor)
      departures.add(departure)
    }
    from = Math.min(from, at)
    to = Math.max(to, at)
    widest = ratio
  }
  return {
    level: widest <= SIMILAR_RATIO ? 'market_departure' : 'market_departure_near',
    gridMinor:
      quantileGrid(
        faresMinor.sort((a, b) => a - b),
        GRID_STEPS
      ) ?? [],
    observations: faresMinor.length,
    departures: departures.size,
    daysToDeparture: { from, to },
  }
}

/** Days to departure around `days`, by their ratio to it, up to NEAR_RATIO. */
function* daysNearestFirst(days: number): Generator<{ at: number; ratio: number }> {
  let below = days
  let above = days + 1
  for (;;) {
    const ratioBelow = below < 0 ? Number.POSITIVE_INFINITY : (days + 1) / (below + 1)
    const ratioAbove = (above + 1) / (days + 1)
    const ratio = Math.min(ratioBelow, ratioAbove)
    if (ratio > NEAR_RATIO) return
    yield { at: ratioBelow <= ratioAbove ? below-- : above++, ratio }
  }
}
