/** One fare group as several senders observed it. */
import { type FareGroupSnapshot, type PriceSummary, WINDOWS, type Window } from '../snapshot'
import { poolDepartures } from './pool-departures'
import { poolItineraries } from './pool-itineraries'
import { poolPrices } from './pool-prices'
import { boundedMasses, sharedLowest } from './share-bound'

/** Takes at least one group, all of the same cabin, trip kind and currency. */
export function poolFareGroup(given: readonly FareGroupSnapshot[]): FareGroupSnapshot {
  const [first] = given
  if (!first) throw new Error('poolFareGroup: give at least one fare group')
  const windows = poolWindows(given)
  const { departures, senders } = poolDepartures(given.map((each) => each.departures))
  return {
    cabin: first.cabin,
    roundTrip: first.roundTrip,
    currency: first.currency,
    lastObservedAt: Math.max(...given.map(({ lastObservedAt }) => lastObservedAt)),
    windows,
    airlines: poolAirlines(given, windows['30d']),
    departures,
    itineraries: poolItineraries(
      given.map(({ itineraries }) => itineraries),
      departures
    ),
    senders: {
      last30d: given.filter((each) => each.windows['30d'] !== undefined).length,
      byDaysToDeparture: senders,
    },
  }
}

function poolWindows(given: readonly FareGroupSnapshot[]): FareGroupSnapshot['windows'] {
  const windows: Partial<Record<Window, PriceSummary>> = {}
  for (const window of WINDOWS) {
    const seen = given.flatMap((each) => each.windows[window] ?? [])
    if (seen.length > 0) windows[window] = poolPrices(seen)
  }
  return windows
}

/** An airline's lowest fare is never below that of the window. */
function poolAirlines(
  given: readonly FareGroupSnapshot[],
  window: PriceSummary | undefined
): FareGroupSnapshot['airlines'] {
  const names = new Set(given.flatMap(({ airlines }) => Object.keys(airlines)))
  const pooled: Record<string, FareGroupSnapshot['airlines'][string]> = {}
  for (const name of names) {
    const levels = given.flatMap(({ airlines }) => airlines[name] ?? [])
    const weights = boundedMasses(levels.map(({ count }) => count))
    const weight = weights.reduce((sum, each) => sum + each, 0)
    const sum = levels.reduce((all, each, at) => all + each.meanMinor * (weights[at] ?? 0), 0)
    pooled[name] = {
      count: levels.reduce((all, { count }) => all + count, 0),
      meanMinor: sum / weight,
      minMinor: Math.max(
        sharedLowest(levels.map(({ minMinor }) => minMinor)),
        window?.minMinor ?? 0
      ),
    }
  }
  return pooled
}
