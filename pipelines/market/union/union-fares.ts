/** One fare group of several markets, which have the same cabin, trip kind and currency. */
import type { IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import { unionSenders } from '../pool/union-senders'
import { type FareDay, type FareGroupSnapshot, WINDOWS } from '../snapshot'
import { unionSummary } from './union-summary'

type Part = { readonly market: Market; readonly fareGroup: FareGroupSnapshot }

export function unionFareGroup(parts: readonly [Part, ...Part[]]): FareGroupSnapshot {
  const [{ fareGroup: first }] = parts
  const groups = parts.map(({ fareGroup }) => fareGroup)
  return {
    cabin: first.cabin,
    roundTrip: first.roundTrip,
    currency: first.currency,
    lastObservedAt: Math.max(...groups.map(({ lastObservedAt }) => lastObservedAt)),
    windows: Object.fromEntries(
      WINDOWS.flatMap((window) => {
        const summary = unionSummary(groups.flatMap(({ windows }) => windows[window] ?? []))
        return summary ? [[window, summary]] : []
      })
    ),
    airlines: airlinesOf(groups),
    departures: departuresOf(parts),
    itinerariesByMarket: parts.flatMap(({ market, fareGroup: { itineraries } }) =>
      itineraries ? [{ market, itineraries }] : []
    ),
    senders: unionSenders(groups.flatMap(({ senders }) => senders ?? [])),
  }
}

function airlinesOf(groups: readonly FareGroupSnapshot[]): FareGroupSnapshot['airlines'] {
  const joined: Record<string, { count: number; meanMinor: number; minMinor: number }> = {}
  for (const [airline, level] of groups.flatMap(({ airlines }) => Object.entries(airlines))) {
    const known = joined[airline] ?? { count: 0, meanMinor: 0, minMinor: level.minMinor }
    const count = known.count + level.count
    joined[airline] = {
      count,
      meanMinor: (known.count * known.meanMinor + level.count * level.meanMinor) / (count || 1),
      minMinor: Math.min(known.minMinor, level.minMinor),
    }
  }
  return joined
}

function departuresOf(parts: readonly Part[]): FareGroupSnapshot['departures'] {
  const dates = new Map<IsoDay, Map<number, FareDay>>()
  for (const { market, fareGroup } of parts) {
    for (const [date, fareDays] of Object.entries(fareGroup.departures)) {
      const days = dates.get(date) ?? new Map<number, FareDay>()
      dates.set(date, days)
      for (const fareDay of fareDays) {
        const own = { ...fareDay, market }
        const known = days.get(fareDay.day)
        days.set(fareDay.day, known ? joinedDay(known, own) : own)
      }
    }
  }
  return Object.fromEntries(
    Array.from(dates, ([date, days]) => [date, [...days.values()].sort((a, b) => a.day - b.day)])
  )
}

/** Single fares are not kept, so the median is the mean of the two medians by their counts. */
function joinedDay(one: FareDay, other: FareDay): FareDay {
  const lower = other.lowestMinor < one.lowestMinor ? other : one
  const count = one.count + other.count
  const sum = one.medianMinor * one.count + other.medianMinor * other.count
  return { ...lower, medianMinor: count === 0 ? lower.medianMinor : Math.round(sum / count), count }
}
