/** Which of a market's fares may be compared with a trip: same cabin, same direction, one currency. */
import type { Conversion } from '../../../models/airline/exchange-rates'
import type { Cabin } from '../../../models/airline/trip'
import type { FareClassSnapshot, MarketSnapshot } from '../../market/snapshot'

export type FareClassQuestion = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  /** Without one, the currency most observed in the last 30 days. */
  readonly currency?: string | undefined
}

export type FoundFares = {
  readonly fareClass: FareClassSnapshot
  /** From the currency of the fares to the one asked for; undefined when they are the same. */
  readonly conversion?: Conversion | undefined
}

/** How fares of a currency are told in the one asked for, if there is a rate. */
export type Convert = (from: string, to: string) => Conversion | undefined

/** The most observed fares of those in the currency asked for or convertible to it; in a tie the former. */
export function findFareClass(
  snapshot: MarketSnapshot | undefined,
  { cabin, roundTrip, currency }: FareClassQuestion,
  convert: Convert
): FoundFares | undefined {
  let best: FoundFares | undefined
  for (const fareClass of snapshot?.fareClasses ?? []) {
    if (fareClass.cabin !== cabin || fareClass.roundTrip !== roundTrip) continue
    const native = currency === undefined || fareClass.currency === currency
    const conversion = native ? undefined : convert(fareClass.currency, currency)
    if (!native && !conversion) continue
    if (!best || isBetter(fareClass, native, best)) best = { fareClass, conversion }
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

function isBetter(a: FareClassSnapshot, native: boolean, best: FoundFares): boolean {
  const b = best.fareClass
  const difference = (a.windows['30d']?.count ?? 0) - (b.windows['30d']?.count ?? 0)
  if (difference !== 0) return difference > 0
  if (native !== (best.conversion === undefined)) return native
  return a.lastObservedAt > b.lastObservedAt
}
