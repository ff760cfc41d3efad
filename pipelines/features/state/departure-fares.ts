/**
 * Per departure date, the lowest and median fare of each observation day (UTC). The newest
 * MAX_DAYS observation days are kept. A median is the lower middle offer within 2 % while its day is
 * among the newest OPEN_DAYS; then its counts are dropped, it stands, and a late offer changes only
 * the count and the lowest fare.
 */
import { DAY_MS, dayOf, type IsoDay } from '../../../models/calendar'
import type { FareDay } from '../snapshot'
import { amountOf, keyOf, within } from './sketch'

export const MAX_DEPARTURES = 366
export const MAX_DAYS = 30
export const OPEN_DAYS = 2
/** Keys a day's counts may span: dearer offers, from 13 times the lowest, share the last. */
export const MAX_BINS = 64

export type DepartureFares = {
  readonly departureDate: IsoDay
  lastObservedAt: number
  /** Oldest first; replaced, never changed, so that snapshots may share it. */
  days: readonly FareDay[]
  open: readonly OpenDay[]
}

/** Offers of a day by sketch key from `firstKey`. */
type OpenDay = {
  readonly day: number
  readonly highestMinor: number
  readonly firstKey: number
  readonly bins: readonly number[]
}

export function createDeparture(departureDay: number): DepartureFares {
  return { departureDate: dayOf(departureDay), lastObservedAt: 0, days: [], open: [] }
}

/** Rows `from` to `end` of a column of prices, at least one. A day that has left changes nothing. */
export function observeFares(
  departure: DepartureFares,
  at: number,
  amountsMinor: Float64Array,
  from: number,
  end: number
): void {
  const { days, open } = departure
  const day = Math.floor(at / DAY_MS)
  const place = days.findLastIndex((each) => each.day <= day)
  const known = days[place]?.day === day ? days[place] : undefined
  if (!known && place < 0 && days.length === MAX_DAYS) return

  const offers = amountsMinor.subarray(from, end)
  const lowestMinor = Math.min(known?.lowestMinor ?? Number.POSITIVE_INFINITY, ...offers)
  const count = (known?.count ?? 0) + offers.length
  const before = open.find((each) => each.day === day)
  if (known && !before) {
    departure.days = days.with(place, { ...known, lowestMinor, count })
  } else {
    const opened = withOffers(before ?? unseen(day), lowestMinor, offers)
    const observed = { day, lowestMinor, medianMinor: medianOf(opened, lowestMinor, count), count }
    departure.days = known
      ? days.with(place, observed)
      : days.toSpliced(place + 1, 0, observed).slice(-MAX_DAYS)
    const firstOpen = departure.days.at(-OPEN_DAYS)?.day ?? day
    departure.open = [...open.filter((each) => each !== before), opened].filter(
      (each) => each.day >= firstOpen
    )
  }
  departure.lastObservedAt = Math.max(departure.lastObservedAt, at)
}

/** Days up to and including `lastDay`. */
export function fareDays({ days }: DepartureFares, lastDay: number): readonly FareDay[] {
  const newest = days.at(-1)
  return !newest || newest.day <= lastDay ? days : days.filter(({ day }) => day <= lastDay)
}

function unseen(day: number): OpenDay {
  return { day, highestMinor: 0, firstKey: 0, bins: [] }
}

function withOffers(open: OpenDay, lowestMinor: number, offers: Float64Array): OpenDay {
  const highestMinor = Math.max(open.highestMinor, ...offers)
  const firstKey = keyOf(lowestMinor)
  const bins = new Array<number>(Math.min(MAX_BINS, keyOf(highestMinor) - firstKey + 1)).fill(0)
  const add = (key: number, seen: number) => {
    const bin = Math.min(bins.length - 1, key - firstKey)
    bins[bin] = (bins[bin] ?? 0) + seen
  }
  for (const [bin, seen] of open.bins.entries()) if (seen > 0) add(open.firstKey + bin, seen)
  for (const amountMinor of offers) add(keyOf(amountMinor), 1)
  return { day: open.day, highestMinor, firstKey, bins }
}

/** The lower of two in the middle. */
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
