/**
 * Days of feeds as rows of the anomaly model: each measure of a day with its usual value and the
 * distance between them, in robust spreads. A day is judged by what was known before it, then added
 * to the past.
 */
import { SIGNS } from '../../models/anomaly/gate'
import type { FeatureKind, FeatureRow } from '../../models/runtime/features'
import { type Feed, remember } from '../features/anomaly/anomaly-feed'
import type { DayFares } from '../features/anomaly/day-fares'
import { putDistances, type Values } from '../features/anomaly/distances'
import { learnLevels } from '../features/anomaly/expected-fares'
import { type Measures, measure } from '../features/anomaly/measures'
import { overdueChanges, overdueSightings, type Presence } from '../features/anomaly/waits'

/** A feed with fewer days is not judged yet. */
export const LEAST_DAYS = 7
/** A feed that is absent longer has left the market and is no longer reported missing. */
const AWAY_DAYS = 14
const FORGET_DAYS = 30

export type AnomalyColumn = {
  readonly name: string
  readonly kind: FeatureKind
  readonly unit: string
}

/** No input of the Isolation Forest depends on the currency or the size of a feed. */
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

export type MarketToday = {
  /** Day number of the completed day. */
  readonly day: number
  /** Number of searches of the market that day. */
  readonly searches: number
  readonly currency: string
}

/** The day so far, or when it is over; undefined while the feed is new or gone. Changes nothing. */
export function judgeDay(
  feed: Feed,
  today: DayFares,
  { day, searches, currency }: MarketToday
): FeatureRow | undefined {
  if (feed.days < LEAST_DAYS || isGone(feed, day)) return undefined
  const presence = { searches, shown: searches > 0 ? today.shown / searches : undefined }
  return { currency, values: valuesOf(feed, measure(feed, today, day), presence) }
}

/** Judges the day, then adds it to the past. */
export function closeDay(feed: Feed, today: DayFares, market: MarketToday): FeatureRow | undefined {
  const { day, searches } = market
  const row = judgeDay(feed, today, market)
  const measures = measure(feed, today, day)
  const presence = { searches, shown: searches > 0 ? today.shown / searches : undefined }
  const gone = isGone(feed, day)
  if (today.shown > 0 && gone) feed.days = 0
  if (today.shown > 0 || !gone) {
    learnMeasures(feed, measures, presence)
    learnFares(feed, today, day)
  }
  return row
}

function isGone({ lastSeenDay }: Feed, day: number): boolean {
  return day - lastSeenDay > AWAY_DAYS
}

function valuesOf(feed: Feed, measures: Measures, presence: Presence): Values {
  const { changedShare, belowLowest, aboveHighest } = measures
  const values: Values = {
    changed_share: changedShare,
    below_lowest: belowLowest,
    above_highest: aboveHighest,
  }
  putDistances(values, feed, measures, presence)
  return values
}

function learnMeasures(feed: Feed, measures: Measures, presence: Presence): void {
  const { shown } = presence
  const { past } = feed
  const overdue = overdueChanges(feed, measures)
  const unseen = overdueSightings(feed, presence)
  const isSeen = shown !== undefined && shown > 0
  const measured = {
    changed_share: measures.changedShare,
    uniform_change: measures.sameShare,
    jump: measures.medianStep,
    level_shift: measures.medianLevel,
    odd_low: measures.oddLow,
    odd_high: measures.oddHigh,
    missing: shown,
    // Records a wait when it is over; an ongoing one must not count as usual.
    unseen: isSeen ? feed.awaitedSightings : undefined,
    frozen: measures.paths > 0 && overdue === 0 ? feed.awaitedChanges : undefined,
  }
  for (const [name, value] of Object.entries(measured)) {
    if (value !== undefined) remember(past, name, value)
  }
  feed.awaitedChanges = overdue
  feed.awaitedSightings = unseen
}

function learnFares(feed: Feed, today: DayFares, day: number): void {
  learnLevels(feed, today.fares.values())
  for (const [key, { log }] of today.fares) {
    feed.fares.set(key, { log, day })
    feed.lowestLog = Math.min(feed.lowestLog, log)
    feed.highestLog = Math.max(feed.highestLog, log)
  }
  for (const [key, known] of feed.fares) {
    if (day - known.day > FORGET_DAYS) feed.fares.delete(key)
  }
  if (today.shown > 0) feed.lastSeenDay = day
  feed.days += 1
}
