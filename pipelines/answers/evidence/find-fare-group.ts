/** Which of a market's fares may be compared with a trip: same cabin, same direction, one currency. */
import type { Conversion } from '../../../models/airline/exchange-rates'
import type { Cabin } from '../../../models/airline/trip'
import type { FareGroupSnapshot, MarketSnapshot } from '../../market/snapshot'

export type FareGroupQuestion = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  /** Without one, the currency most observed in the last 30 days. */
  readonly currency?: string | undefined
}

export type FoundFares = {
  readonly fareGroup: FareGroupSnapshot
  /** From the currency of the fares to the one asked for; undefined when they are the same. */
  readonly conversion?: Conversion | undefined
}

/** How fares of a currency are told in the one asked for, if there is a rate. */
export type Convert = (from: string, to: string) => Conversion | undefined

/** The most observed fares of those in the currency asked for or convertible to it; in a tie the former. */
export function findFareGroup(
  snapshot: MarketSnapshot | undefined,
  { cabin, roundTrip, currency }: FareGroupQuestion,
  convert: Convert
): FoundFares | undefined {
  let best: FoundFares | undefined
  for (const fareGroup of snapshot?.fareGroups ?? []) {
    if (fareGroup.cabin !== cabin || fareGroup.roundTrip !== roundTrip) continue
    const native = currency === undefined || fareGroup.currency === currency
    const conversion = native ? undefined : convert(fareGroup.currency, currency)
    if (!native && !conversion) continue
    if (!best || isBetter(fareGroup, native, best)) best = { fareGroup, conversion }
  }
  return best
}

/** Currencies in which this cabin and direction were observed. */
export function currenciesSeen(
  snapshot: MarketSnapshot | undefined,
  { cabin, roundTrip }: Pick<FareGroupQuestion, 'cabin' | 'roundTrip'>
): readonly string[] {
  const seen = (snapshot?.fareGroups ?? [])
    .filter((fareGroup) => fareGroup.cabin === cabin && fareGroup.roundTrip === roundTrip)
    .map((fareGroup) => fareGroup.currency)
  return [...new Set(seen)].sort()
}

function isBetter(a: FareGroupSnapshot, native: boolean, best: FoundFares): boolean {
  const b = best.fareGroup
  const difference = (a.windows['30d']?.count ?? 0) - (b.windows['30d']?.count ?? 0)
  if (difference !== 0) return difference > 0
  if (native !== (best.conversion === undefined)) return native
  return a.lastObservedAt > b.lastObservedAt
}
