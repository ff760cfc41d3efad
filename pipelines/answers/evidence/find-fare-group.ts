/** Selects the fares of a market that may be compared with a trip: same cabin and trip kind, one currency. */
import type { Conversion } from '../../../models/airline/exchange-rates'
import type { Cabin } from '../../../models/airline/trip'
import type { FareGroupSnapshot, MarketSnapshot } from '../../market/snapshot'

export type FareGroupQuestion = {
  readonly cabin: Cabin
  readonly roundTrip: boolean
  /** Defaults to the currency most observed in the last 30 days. */
  readonly currency?: string | undefined
}

export type FoundFares = {
  readonly fareGroup: FareGroupSnapshot
  /** Converts the fares' currency to the requested one; undefined when they are the same. */
  readonly conversion?: Conversion | undefined
}

/** Returns the conversion between two currencies; undefined without a rate. */
export type Convert = (from: string, to: string) => Conversion | undefined

/**
 * Returns the most observed fare group in the requested currency or convertible to it; in a tie, the
 * group in the requested currency.
 */
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

/** Returns the currencies in which this cabin and trip kind were observed. */
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
