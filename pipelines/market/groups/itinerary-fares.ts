/** Reads a fare group's lowest fares by kind of itinerary and by stay. */
import { dayNumber, type IsoDay } from '../../../models/airline/calendar'
import { derivation } from '../../../models/runtime/derivation'
import type { ItineraryKind } from '../kinds/itinerary-kinds'
import { type KindFare, kindFaresOf } from '../kinds/kind-fares'
import { numbersIn } from '../kinds/number-text'
import { type StayFare, stayFaresOf } from '../kinds/stay-fares'
import type { FareGroupSnapshot, LowestDay } from '../snapshot'

export type LowestDays = Readonly<Record<IsoDay, readonly LowestDay[]>>

export type ReadItineraries = {
  readonly kinds: readonly ItineraryKind[]
  readonly byKind: readonly (readonly [IsoDay, readonly KindFare[]])[]
  readonly byStay: readonly (readonly [IsoDay, readonly StayFare[]])[]
}

/** Once for each version of a fare group, when a question first needs it. */
export const itinerariesOf = derivation(
  ({ itineraries }: FareGroupSnapshot): ReadItineraries => ({
    kinds: itineraries?.kinds ?? [],
    byKind: readEach(itineraries?.byKind ?? {}, (text) => kindFaresOf(numbersIn(text))),
    byStay: readEach(itineraries?.byStay ?? {}, (text) => stayFaresOf(numbersIn(text))),
  })
)

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
      const { day, lowestMinor, count } = fare
      const known = days.get(day)
      days.set(day, {
        day,
        lowestMinor: Math.min(lowestMinor, known?.lowestMinor ?? lowestMinor),
        count: count + (known?.count ?? 0),
      })
    }
    if (days.size > 0) lowest[date] = [...days.values()].sort((a, b) => a.day - b.day)
  }
  return lowest
}
