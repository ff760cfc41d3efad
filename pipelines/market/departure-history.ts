/**
 * Per departure date, the lowest and median fare of each observation day (UTC). The newest MAX_DAYS
 * observation days are stored. A median is the lower middle offer within 2 % while its day is among
 * the newest OPEN_DAYS; after that its counts are dropped, the median is final, and a late offer
 * changes only the count and the lowest fare.
 */
import { dayNumberAt, dayOf, type IsoDay } from '../../models/airline/calendar'
import type { KindFares } from './kinds/kind-fares'
import type { StayFares } from './kinds/stay-fares'
import { amountOf, sketchKey, within } from './sketch'
import type { FareDay } from './snapshot'

export const MAX_DEPARTURES = 366
export const MAX_DAYS = 30
export const OPEN_DAYS = 2
/**
 * Greatest number of keys for a day's counts: dearer offers, from 13 times the lowest, share the
 * last.
 */
export const MAX_BINS = 64

export type DepartureFares = {
  readonly departureDate: IsoDay
  lastObservedAt: number
  /** Oldest first; replaced, never mutated, so that snapshots may share it. */
  days: readonly FareDay[]
  open: OpenDay[]
  readonly byKind: KindFares
  /** Empty for one-way trips. */
  readonly byStay: StayFares
}

/** Counts of a day's offers by sketch key from `firstKey`. */
type OpenDay = {
  readonly day: number
  highestMinor: number
  firstKey: number
  readonly bins: number[]
}

export function createDeparture(departureDay: number): DepartureFares {
  return {
    departureDate: dayOf(departureDay),
    lastObservedAt: 0,
    days: [],
    open: [],
    byKind: [],
    byStay: [],
  }
}

/** Observes rows `from` to `end` of a column of prices, at least one. An evicted day is ignored. */
export function observeFares(
  departure: DepartureFares,
  at: number,
  amountsMinor: Float64Array,
  from: number,
  end: number
): void {
  const { days } = departure
  const day = dayNumberAt(at)
  const place = days.findLastIndex((each) => each.day <= day)
  const known = days[place]?.day === day ? days[place] : undefined
  if (!known && place < 0 && days.length === MAX_DAYS) return

  const open = known ? departure.open.find((each) => each.day === day) : openDay(departure, day)
  const before = known ?? { lowestMinor: Number.POSITIVE_INFINITY, medianMinor: 0, count: 0 }
  let { lowestMinor } = before
  for (let row = from; row < end; row += 1) {
    const amountMinor = amountsMinor[row] ?? 0
    lowestMinor = Math.min(lowestMinor, amountMinor)
    if (open) add(open, amountMinor)
  }
  const count = before.count + end - from
  const medianMinor = open ? medianOf(open, lowestMinor, count) : before.medianMinor
  const observed = { day, lowestMinor, medianMinor, count }
  departure.days = known
    ? days.with(place, observed)
    : days.toSpliced(place + 1, 0, observed).slice(-MAX_DAYS)
  if (!known) close(departure)
  departure.lastObservedAt = Math.max(departure.lastObservedAt, at)
}

/** Returns the days up to and including `lastDay`. */
export function fareDays({ days }: DepartureFares, lastDay: number): readonly FareDay[] {
  const newest = days.at(-1)
  return !newest || newest.day <= lastDay ? days : days.filter(({ day }) => day <= lastDay)
}

function openDay({ open }: DepartureFares, day: number): OpenDay {
  const opened = { day, highestMinor: 0, firstKey: 0, bins: [] }
  open.push(opened)
  return opened
}

function close(departure: DepartureFares): void {
  const firstOpen = departure.days.at(-OPEN_DAYS)?.day ?? 0
  departure.open = departure.open.filter(({ day }) => day >= firstOpen)
}

function add(open: OpenDay, amountMinor: number): void {
  const { bins } = open
  const key = sketchKey(amountMinor)
  if (bins.length === 0) open.firstKey = key
  while (open.firstKey > key) {
    bins.unshift(0)
    open.firstKey -= 1
  }
  while (bins.length > MAX_BINS) {
    const last = bins.pop() ?? 0
    bins[MAX_BINS - 1] = (bins[MAX_BINS - 1] ?? 0) + last
  }
  const bin = Math.min(MAX_BINS - 1, key - open.firstKey)
  while (bins.length <= bin) bins.push(0)
  bins[bin] = (bins[bin] ?? 0) + 1
  if (amountMinor > open.highestMinor) open.highestMinor = amountMinor
}

/** For an even count, the lower of the middle two. */
function medianOf(
  { bins, firstKey, highestMinor }: OpenDay,
  lowestMinor: number,
  count: number
): number {
  let below = 0
  const middle = bins.findIndex((seen) => {
    below += seen
    return below * 2 >= count
  })
  return within(amountOf(firstKey + middle), lowestMinor, highestMinor)
}
