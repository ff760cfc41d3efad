/**
 * Per departure date, the lowest and median fare of each observation day (UTC). The newest
 * MAX_DAYS observation days are kept. A median stays within 2 % while its day is among the newest
 * OPEN_DAYS; after that its counts are dropped, it stands, and a late offer changes only the count
 * and the lowest fare.
 */
import { DAY_MS, dayOf, type IsoDay } from '../../../models/calendar'
import type { FareDay } from '../snapshot'
import { amountOf, keyOf, within } from './sketch'

export const MAX_DEPARTURES = 366
export const MAX_DAYS = 30
export const OPEN_DAYS = 3
/** Keys a day's counts may span: dearer offers, from 13 times the lowest, share the last. */
export const MAX_BINS = 64

export type DepartureFares = {
  readonly departureDate: IsoDay
  lastObservedAt: number
  /** Oldest first. */
  readonly days: ObservedDay[]
  /** What `fareDays` gave last, good until the next observation. */
  memo?: { readonly lastDay: number; readonly days: readonly FareDay[] } | undefined
}

type ObservedDay = FareDay & {
  readonly highestMinor: number
  /** Offers by sketch key from `firstKey`; empty once the day is closed. */
  readonly firstKey: number
  readonly bins: readonly number[]
}

export function createDeparture(departureDay: number): DepartureFares {
  return { departureDate: dayOf(departureDay), lastObservedAt: 0, days: [] }
}

/** Rows `from` to `end` of a column of prices, at least one; false when the day has left. */
export function observeFares(
  departure: DepartureFares,
  at: number,
  amountsMinor: Float64Array,
  from: number,
  end: number
): boolean {
  const { days } = departure
  const day = Math.floor(at / DAY_MS)
  const place = days.findLastIndex((each) => each.day <= day)
  const known = days[place]?.day === day ? days[place] : undefined
  if (!known && place < 0 && days.length === MAX_DAYS) return false

  const offers = amountsMinor.subarray(from, end)
  if (known) days[place] = withOffers(known, offers)
  else days.splice(place + 1, 0, withOffers(unseen(day), offers))
  if (days.length > MAX_DAYS) days.shift()
  close(days)
  departure.lastObservedAt = Math.max(departure.lastObservedAt, at)
  departure.memo = undefined
  return true
}

/** Days up to and including `lastDay`. */
export function fareDays(departure: DepartureFares, lastDay: number): readonly FareDay[] {
  if (departure.memo?.lastDay === lastDay) return departure.memo.days
  const days = departure.days
    .filter(({ day }) => day <= lastDay)
    .map(({ day, lowestMinor, medianMinor, count }) => ({ day, lowestMinor, medianMinor, count }))
  departure.memo = { lastDay, days }
  return days
}

function close(days: ObservedDay[]): void {
  for (let index = days.length - OPEN_DAYS - 1; index >= 0; index -= 1) {
    const day = days[index]
    if (day && day.bins.length > 0) days[index] = { ...day, bins: [] }
  }
}

function unseen(day: number): ObservedDay {
  const none = { count: 0, medianMinor: 0, highestMinor: 0, firstKey: 0, bins: [] }
  return { day, lowestMinor: Number.POSITIVE_INFINITY, ...none }
}

function withOffers(day: ObservedDay, offers: Float64Array): ObservedDay {
  const lowestMinor = offers.reduce((low, each) => Math.min(low, each), day.lowestMinor)
  const highestMinor = offers.reduce((high, each) => Math.max(high, each), day.highestMinor)
  const count = day.count + offers.length
  const isClosed = day.count > 0 && day.bins.length === 0
  if (isClosed) return { ...day, lowestMinor, highestMinor, count }

  const firstKey = keyOf(lowestMinor)
  const bins = new Array<number>(Math.min(MAX_BINS, keyOf(highestMinor) - firstKey + 1)).fill(0)
  const add = (key: number, seen: number) => {
    const bin = Math.min(bins.length - 1, key - firstKey)
    bins[bin] = (bins[bin] ?? 0) + seen
  }
  for (const [bin, seen] of day.bins.entries()) if (seen > 0) add(day.firstKey + bin, seen)
  for (const amountMinor of offers) add(keyOf(amountMinor), 1)
  const median = amountOf(firstKey + lowerMedian(bins, count))
  const medianMinor = within(median, lowestMinor, highestMinor)
  return { day: day.day, lowestMinor, highestMinor, medianMinor, count, firstKey, bins }
}

/** Bin of the middle offer, the lower of two. */
function lowerMedian(bins: readonly number[], count: number): number {
  let below = 0
  return bins.findIndex((seen) => {
    below += seen
    return below * 2 >= count
  })
}
