/**
 * Fares by departure date as several senders observed them. What is compared across departures takes one
 * fare a departure and day, so a sender could fill it with departures that nobody else observed: a row
 * of fewer than three senders names the one whose fare it holds, and bound-owned.ts bounds them.
 */
import { dayNumber, type IsoDay } from '../../../models/airline/calendar'
import type { FareDay, FareGroupSnapshot } from '../snapshot'
import { boundedMasses, FEWEST_BOUNDED, sharedLowest } from './share-bound'

type Departures = FareGroupSnapshot['departures']

export type PooledDepartures = {
  readonly departures: Departures
  /** Number of senders by days to departure. */
  readonly senders: Readonly<Record<number, number>>
}

type Row = {
  readonly date: IsoDay
  readonly day: number
  /** Its observations by sender, the lowest fare first. */
  readonly seen: readonly Seen[]
}
type Seen = FareDay & { readonly sender: number }

export function poolDepartures(given: readonly Departures[]): PooledDepartures {
  const bands = Map.groupBy(rowsOf(given), ({ date, day }) => dayNumber(date) - day)
  const pooled: Record<IsoDay, FareDay[]> = {}
  const senders: Record<number, number> = {}
  for (const [daysToDeparture, rows] of bands) {
    senders[daysToDeparture] = sendersOf(rows)
    for (const { date, day, seen } of rows) {
      const days = pooled[date] ?? []
      pooled[date] = days
      days.push(poolDay(day, seen))
    }
  }
  for (const date in pooled) pooled[date]?.sort((a, b) => a.day - b.day)
  return { departures: pooled, senders }
}

function rowsOf(given: readonly Departures[]): readonly Row[] {
  const rows = new Map<string, Row & { readonly seen: Seen[] }>()
  for (const [sender, departures] of given.entries()) {
    for (const [date, days] of Object.entries(departures)) {
      for (const each of days) {
        const key = `${date}/${each.day}`
        const row = rows.get(key) ?? { date, day: each.day, seen: [] }
        row.seen.push({ ...each, sender })
        rows.set(key, row)
      }
    }
  }
  for (const { seen } of rows.values()) {
    seen.sort((a, b) => a.lowestMinor - b.lowestMinor || a.sender - b.sender)
  }
  return [...rows.values()]
}

function sendersOf(rows: readonly Row[]): number {
  return new Set(rows.flatMap(({ seen }) => seen.map(({ sender }) => sender))).size
}

function poolDay(day: number, seen: readonly Seen[]): FareDay {
  const lowestMinor = sharedLowest(seen.map((each) => each.lowestMinor))
  const medianMinor = Math.max(lowestMinor, middleOf(seen))
  const count = seen.reduce((sum, each) => sum + each.count, 0)
  const row = { day, lowestMinor, medianMinor, count }
  return seen.length < FEWEST_BOUNDED ? { ...row, sender: seen[0]?.sender } : row
}

/** Median of the senders' medians by their bounded counts; the lower middle one. */
function middleOf(seen: readonly Seen[]): number {
  const weights = boundedMasses(seen.map(({ count }) => count))
  const medians = seen
    .map(({ medianMinor }, index) => ({ medianMinor, weight: weights[index] ?? 0 }))
    .sort((a, b) => a.medianMinor - b.medianMinor)
  const total = weights.reduce((sum, each) => sum + each, 0)
  let below = 0
  const middle = medians.find(({ weight }) => {
    below += weight
    return below * 2 >= total
  })
  return middle?.medianMinor ?? 0
}
