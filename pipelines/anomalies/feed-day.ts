/**
 * Days of feeds as rows of the anomaly model: each measure of a day beside what it usually is and
 * how far off that is, in robust spreads. A day is judged by what was known before it, then learned.
 */
import { SIGNS } from '../../models/anomaly/gate'
import type { FeatureKind, FeatureRow, FeatureValue } from '../../models/features'
import type { DayFares } from './day-fares'
import { learnLevels } from './expected-fares'
import { type Feed, remember } from './feed'
import { type Measures, measure } from './measures'
import { distanceOf, medianOf, usualOf } from './robust'

/** Before it a feed is only learned. */
export const LEAST_DAYS = 7
/** A feed that is away longer has left the market: it is missed no more. */
const AWAY_DAYS = 14
const FORGET_DAYS = 30

/** Least spread each measure is taken to have, and what the chance of few fares adds to it. */
const FLOORS = {
  uniform_change: [0.04, 0.4],
  jump: [0.015, 0.25],
  level_shift: [0.06, 0.5],
  odd_fare: [0.15, 0],
  missing: [0.05, 0.4],
} as const

export type AnomalyColumn = {
  readonly name: string
  readonly kind: FeatureKind
  readonly unit: string
}

/** Nothing that the Isolation Forest sees depends on the currency or on the size of a feed. */
export const ANOMALY_FEATURES: readonly AnomalyColumn[] = [
  ...[...SIGNS, 'changed'].map((sign) => column(`${sign}_log`, 'logarithm of spreads from usual')),
  ...['jump', 'level_shift', 'odd_fare', 'below_lowest', 'above_highest'].map((name) =>
    column(name, 'logarithm of a ratio')
  ),
  ...['uniform_change', 'changed_share', 'missing'].map((name) => column(name, 'share')),
]

function column(name: string, unit: string): AnomalyColumn {
  return { name, kind: 'number', unit }
}

/** Undefined while the feed is new or gone. `asked` are the searches of the market that day. */
export function closeDay(
  feed: Feed,
  today: DayFares,
  {
    day,
    asked,
    currency,
  }: { readonly day: number; readonly asked: number; readonly currency: string }
): FeatureRow | undefined {
  const measures = measure(feed, today, day)
  const shown = asked > 0 ? today.shown / asked : undefined
  const gone = day - feed.lastSeenDay > AWAY_DAYS
  const row =
    feed.days < LEAST_DAYS || gone ? undefined : rowOf(feed, measures, shown, asked, currency)
  if (today.shown > 0 && gone) feed.days = 0
  if (today.shown > 0 || !gone) learn(feed, today, measures, shown, day)
  return row
}

function rowOf(
  feed: Feed,
  measures: Measures,
  shown: number | undefined,
  asked: number,
  currency: string
): FeatureRow {
  const values: Record<string, FeatureValue> = {
    changed_share: measures.changedShare,
    below_lowest: measures.belowLowest,
    above_highest: measures.aboveHighest,
  }
  const { paths, levels } = measures
  put(values, feed, 'uniform_change', measures.sameShare, paths, 1)
  put(values, feed, 'jump', measures.medianStep, paths, 0)
  put(values, feed, 'level_shift', measures.medianLevel, levels, 0)
  put(values, feed, 'odd_fare', measures.oddFare, levels, 1)
  put(values, feed, 'missing', shown, asked, -1)
  putFrozen(values, feed, measures)
  return { currency, values }
}

/** `side` is where it is unusual: above (1), below (-1) or both (0). */
function put(
  values: Record<string, FeatureValue>,
  { past }: Feed,
  name: keyof typeof FLOORS,
  value: number | undefined,
  of: number,
  side: -1 | 0 | 1
): void {
  const usual = usualOf(past.get(name) ?? [], LEAST_DAYS - 2)
  values[name] = value
  if (!usual || value === undefined || of === 0) return
  const [least, single] = FLOORS[name]
  const distance = distanceOf(value, usual, least + single / Math.sqrt(of))
  values[`${name}_usual`] = usual.middle
  putDistance(values, name, side === 0 ? Math.abs(distance) : Math.max(0, side * distance))
}

/** How many changes were due since the last one, against the longest wait that is usual. */
function putFrozen(
  values: Record<string, FeatureValue>,
  { past, awaitedChanges }: Feed,
  { changes, changedShare, paths }: Measures
): void {
  const usualShare = medianOf(past.get('changed_share') ?? [])
  if (changedShare === undefined || usualShare === undefined) return
  const due = changes > 0 ? 0 : awaitedChanges + usualShare * paths
  const waits = (past.get('frozen') ?? []).toSorted((a, b) => a - b)
  const long = waits[Math.floor(0.9 * waits.length)] ?? 0
  values.frozen = due
  values.frozen_usual = long
  putDistance(values, 'frozen', due / (1 + long))
  const usual = usualOf(past.get('changed_share') ?? [], LEAST_DAYS - 2)
  if (usual) {
    putDistance(values, 'changed', distanceOf(changedShare, usual, 0.05 + 0.4 / Math.sqrt(paths)))
  }
}

/** The gate reads distances, the forest their logarithms: it cuts at random between the extremes. */
function putDistance(values: Record<string, FeatureValue>, name: string, distance: number): void {
  values[`${name}_z`] = distance
  values[`${name}_log`] = Math.sign(distance) * Math.log1p(Math.abs(distance))
}

function learn(
  feed: Feed,
  today: DayFares,
  measures: Measures,
  shown: number | undefined,
  day: number
): void {
  const { past } = feed
  const usualShare = medianOf(past.get('changed_share') ?? []) ?? 0
  if (measures.changes > 0) feed.awaitedChanges = 0
  else feed.awaitedChanges += usualShare * measures.paths
  const told = {
    changed_share: measures.changedShare,
    uniform_change: measures.sameShare,
    jump: measures.medianStep,
    level_shift: measures.medianLevel,
    odd_fare: measures.oddFare,
    missing: shown,
    frozen: measures.changedShare === undefined ? undefined : feed.awaitedChanges,
  }
  for (const [name, value] of Object.entries(told)) {
    if (value !== undefined) remember(past, name, value)
  }
  learnLevels(feed, today.fares.values())
  for (const [key, { log }] of today.fares) {
    feed.fares.set(key, { log, day })
    feed.lowestLog = Math.min(feed.lowestLog, log)
    feed.highestLog = Math.max(feed.highestLog, log)
  }
  for (const [key, known] of feed.fares) if (day - known.day > FORGET_DAYS) feed.fares.delete(key)
  if (today.shown > 0) feed.lastSeenDay = day
  feed.days += 1
}
