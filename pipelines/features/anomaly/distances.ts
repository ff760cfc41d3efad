/**
 * Distances of a day's measures from the feed's usual ones, in robust spreads: the signs of
 * models/anomaly/gate.ts. A measure of few fares varies by chance, which widens its spread.
 */
import type { FeatureValue } from '../../../models/runtime/features'
import { meanOf } from '../../../models/statistics/mean'
import type { Feed } from './anomaly-feed'
import type { Measures } from './measures'
import { distanceOf, type Usual, usualOf } from './robust'
import { longWait, overdueChanges, overdueSightings, type Presence } from './waits'

export type Values = Record<string, FeatureValue>

/** Least days of a measure for a usual value. */
const LEAST = 5
/** Least spread of each measure, and the additional chance variation of a single fare. */
const FLOORS = {
  uniform_change: [0.04, 0.4],
  jump: [0.015, 0.25],
  level_shift: [0.06, 0.5],
  odd_fare: [0.15, 0],
  missing: [0.05, 0],
  changed: [0.05, 0.4],
} as const
type Floored = keyof typeof FLOORS

/** Number of days whose levels are combined: a shift that persists is stronger evidence. */
const TOGETHER_DAYS = 3
/**
 * With so many fares of known last price, steps measure a shift; levels also reflect which flights
 * were on sale.
 */
const KNOWN_PATHS = 4
const LEVEL_BESIDE_PATHS = 0.35

export function putDistances(values: Values, feed: Feed, measures: Measures, presence: Presence) {
  const { past } = feed
  const { paths, sameShare, medianStep, changedShare } = measures
  const usual = (name: string) => usualOf(past.get(name) ?? [], LEAST)
  put(values, 'uniform_change', sameShare, usual('uniform_change'), above(paths))
  put(values, 'jump', medianStep, usual('jump'), around(paths))
  put(values, 'changed', changedShare, usual('changed_share'), { ...around(paths), signed: true })
  putOddFare(values, usual('odd_low'), usual('odd_high'), measures)
  putLevel(values, past.get('level_shift') ?? [], measures)
  putFrozen(values, feed, measures)
  putMissing(values, feed, presence)
}

/** `of` is the number of fares measured; unusual is above only, or on both sides. */
type Side = { readonly of: number; readonly both: boolean; readonly signed?: boolean }

function above(of: number): Side {
  return { of, both: false }
}

function around(of: number): Side {
  return { of, both: true }
}

function put(
  values: Values,
  name: Floored,
  value: number | undefined,
  usual: Usual | undefined,
  { of, both, signed = false }: Side
): void {
  if (!usual || value === undefined || of === 0) return
  const distance = distanceOf(value, usual, floorOf(name, of))
  values[name] = value
  values[`${name}_usual`] = usual.middle
  const oneSided = both ? Math.abs(distance) : Math.max(0, distance)
  putDistance(values, name, signed ? distance : oneSided)
}

function floorOf(name: Floored, of: number): number {
  const [least, single] = FLOORS[name]
  return least + single / Math.sqrt(of)
}

/**
 * Dear fares are often far above the others, cheap ones seldom far below, so each side has its own
 * usual value.
 */
function putOddFare(
  values: Values,
  usualLow: Usual | undefined,
  usualHigh: Usual | undefined,
  { oddLow, oddHigh }: Measures
): void {
  if (!usualLow || !usualHigh || oddLow === undefined || oddHigh === undefined) return
  const low = distanceOf(oddLow, usualLow, floorOf('odd_fare', 1))
  const high = distanceOf(oddHigh, usualHigh, floorOf('odd_fare', 1))
  values.odd_fare = low > high ? -oddLow : oddHigh
  values.odd_fare_usual = low > high ? -usualLow.middle : usualHigh.middle
  putDistance(values, 'odd_fare', Math.max(low, high, 0))
}

function putLevel(values: Values, past: readonly number[], measures: Measures): void {
  const { medianLevel, levels, paths } = measures
  const usual = usualOf(past, LEAST)
  if (!usual || medianLevel === undefined) return
  const floor = floorOf('level_shift', levels)
  const today = distanceOf(medianLevel, usual, floor)
  const last = [...past.slice(1 - TOGETHER_DAYS), medianLevel]
  const sum = last.reduce((total, level) => total + distanceOf(level, usual, floor), 0)
  const lasting = sum / Math.sqrt(last.length)
  const distance = Math.max(Math.abs(today), Math.abs(lasting))
  values.level_shift = medianLevel
  values.level_shift_usual = usual.middle
  putDistance(
    values,
    'level_shift',
    paths >= KNOWN_PATHS ? LEVEL_BESIDE_PATHS * distance : distance
  )
}

/** Compares the number of overdue changes with the longest usual wait. */
function putFrozen(values: Values, feed: Feed, measures: Measures): void {
  if (measures.changedShare === undefined || !feed.past.has('changed_share')) return
  const long = longWait(feed.past.get('frozen') ?? [])
  values.frozen = overdueChanges(feed, measures)
  values.frozen_usual = long
  putDistance(values, 'frozen', values.frozen / (1 + long))
}

/**
 * The airline is in fewer searches than usual; more searches without it since the last sighting are
 * stronger evidence.
 */
function putMissing(values: Values, feed: Feed, presence: Presence): void {
  const { past } = feed
  const shares = past.get('missing') ?? []
  const usual = usualOf(shares, LEAST)
  const { searches, shown } = presence
  if (!usual || shown === undefined) return
  const mean = meanOf(shares) ?? 0
  const overdue = overdueSightings(feed, presence) / (1 + longWait(past.get('unseen') ?? []))
  // Rule of succession: an airline always shown so far is not certain to be shown.
  const likely = (mean * shares.length + 1) / (shares.length + 2)
  const floor = floorOf('missing', searches) + Math.sqrt((likely * (1 - likely)) / searches)
  const fewer = -distanceOf(shown, usual, floor)
  values.missing = shown
  values.missing_usual = usual.middle
  putDistance(values, 'missing', Math.max(fewer, 0) + overdue)
}

/**
 * The gate reads distances, the forest their logarithms, because it splits at random between the
 * extremes.
 */
function putDistance(values: Values, name: string, distance: number): void {
  values[`${name}_z`] = distance
  values[`${name}_log`] = Math.sign(distance) * Math.log1p(Math.abs(distance))
}
