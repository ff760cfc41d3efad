/** Which of a market's fares may be compared with a trip: same cabin, same direction, one currency. */
import type { Cabin } from '../../models/trip'
import type { FareClassSnapshot, MarketSnapshot } from '../features/snapshot'

export type FareClassQuestion = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  /** Without one, the currency most observed in the last 30 days. */
  readonly currency?: string | undefined
}

export function findFareClass(
  snapshot: MarketSnapshot | undefined,
  { cabin, roundTrip, currency }: FareClassQuestion
): FareClassSnapshot | undefined {
  let best: FareClassSnapshot | undefined
  for (const fareClass of snapshot?.fareClasses ?? []) {
    if (fareClass.cabin !== cabin || fareClass.roundTrip !== roundTrip) continue
    if (currency !== undefined && fareClass.currency !== currency) continue
    if (!best || isMoreObserved(fareClass, best)) best = fareClass
  }
  return best
}

/** Currencies in which this cabin and direction were observed. */
export function currenciesSeen(
  snapshot: MarketSnapshot | undefined,
  { cabin, roundTrip }: Pick<FareClassQuestion, 'cabin' | 'roundTrip'>
): readonly string[] {
  const seen = (snapshot?.fareClasses ?? [])
    .filter((fareClass) => fareClass.cabin === cabin && fareClass.roundTrip === roundTrip)
    .map((fareClass) => fareClass.currency)
  return [...new Set(seen)].sort()
}

function isMoreObserved(a: FareClassSnapshot, b: FareClassSnapshot): boolean {
  const difference = (a.windows['30d']?.count ?? 0) - (b.windows['30d']?.count ?? 0)
  return difference === 0 ? a.lastObservedAt > b.lastObservedAt : difference > 0
}
