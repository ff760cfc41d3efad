/** Reads a fare group's lowest fares by kind of itinerary and by stay. */
import { dayNumber, type IsoDay } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import { derivation } from '../../../models/runtime/derivation'
import type { ItineraryKind } from '../kinds/itinerary-kinds'
import { type KindFare, kindFaresOf } from '../kinds/kind-fares'
import { numbersIn } from '../kinds/number-text'
import { type StayFare, stayFaresOf } from '../kinds/stay-fares'
import type { FareGroupSnapshot, ItineraryFares, LowestDay } from '../snapshot'

export type LowestDays = Readonly<Record<IsoDay, readonly LowestDay[]>>

/** The market is named in the union of several. */
type Placed = { readonly market?: Market | undefined }

export type ReadItineraries = {
  readonly kinds: readonly ItineraryKind[]
  readonly byKind: readonly (readonly [IsoDay, readonly (KindFare & Placed)[]])[]
  readonly byStay: readonly (readonly [IsoDay, readonly (StayFare & Placed)[]])[]
}

/** Once for each version of a fare group, when a question first needs it. */
export const itinerariesOf = derivation(
  ({ itineraries, itinerariesByMarket: parts }: FareGroupSnapshot): ReadItineraries =>
    parts ? joined(parts) : read(itineraries ?? NONE)
)

const NONE: ItineraryFares = { kinds: [], byKind: {}, byStay: {} }

function read({ kinds, byKind, byStay }: ItineraryFares): ReadItineraries {
  return {
    kinds,
    byKind: readEach(byKind, (text) => kindFaresOf(numbersIn(text))),
    byStay: readEach(byStay, (text) => stayFaresOf(numbersIn(text))),
  }
}

/** Kinds of the markets follow each other; a date may stand once for each market. */
function joined(parts: NonNullable<FareGroupSnapshot['itinerariesByMarket']>): ReadItineraries {
  const kinds: ItineraryKind[] = []
  const byKind: ReadItineraries['byKind'][number][] = []
  const byStay: ReadItineraries['byStay'][number][] = []
  for (const { market, itineraries } of parts) {
    const own = read(itineraries)
    const firstKind = kinds.length
    kinds.push(...own.kinds)
    for (const [date, fares] of own.byKind) {
      byKind.push([date, fares.map((fare) => ({ ...fare, kind: firstKind + fare.kind, market }))])
    }
    for (const [date, fares] of own.byStay) {
      byStay.push([date, fares.map((fare) => ({ ...fare, market }))])
    }
  }
  return { kinds, byKind: byDate(byKind), byStay: byDate(byStay) }
}

function byDate<Fare>(
  entries: readonly (readonly [IsoDay, readonly Fare[]])[]
): (readonly [IsoDay, readonly Fare[]])[] {
  const dates = Map.groupBy(entries, ([date]) => date)
  return Array.from(
    dates,
    ([date, same]) => [date, same.flatMap(([, fares]) => fares)] as const
  ).toSorted(([a], [b]) => dayNumber(a) - dayNumber(b))
}

function readEach<T>(
  texts: Readonly<Record<IsoDay, string>>,
  read: (text: string) => T
): (readonly [IsoDay, T])[] {
  return Object.entries(texts)
    .map(([date, text]) => [date, read(text)] as const)
    .sort(([a], [b]) => dayNumber(a) - dayNumber(b))
}

/** Joins the selected fares of each departure to one lowest fare a day; omits departures without any. */
export function lowestDays<Fare extends LowestDay>(
  departures: readonly (readonly [IsoDay, readonly Fare[]])[],
  isSelected: (fare: Fare) => boolean
): LowestDays {
  const lowest: Record<IsoDay, readonly LowestDay[]> = {}
  for (const [date, fares] of departures) {
    const days = new Map<number, LowestDay>()
    for (const fare of fares) {
      if (!isSelected(fare)) continue
      const { day, lowestMinor, count, market } = fare
      const known = days.get(day)
      const lower = known && known.lowestMinor <= lowestMinor ? known : { lowestMinor, market }
      days.set(day, {
        day,
        lowestMinor: lower.lowestMinor,
        count: count + (known?.count ?? 0),
        ...(lower.market && { market: lower.market }),
      })
    }
    if (days.size > 0) lowest[date] = [...days.values()].sort((a, b) => a.day - b.day)
  }
  return lowest
}
