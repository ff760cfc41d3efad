/**
 * Lowest fares by kind of itinerary and by stay as several senders observed them. A row of one sender is
 * never below the fare that the senders share for its departure and day.
 */
import type { IsoDay } from '../../../models/airline/calendar'
import type { ItineraryKind } from '../kinds/itinerary-kinds'
import { kindFaresOf } from '../kinds/kind-fares'
import { numbersIn, numbersText } from '../kinds/number-text'
import { stayFaresOf } from '../kinds/stay-fares'
import type { FareGroupSnapshot, ItineraryFares } from '../snapshot'
import { sharedLowest } from './share-bound'

type Departures = FareGroupSnapshot['departures']
type Texts = Readonly<Record<IsoDay, string>>
/** `key` is what rows of several senders are joined by; `numbers` precede fare and count in the text. */
type Row = {
  readonly key: string
  readonly day: number
  readonly numbers: readonly number[]
  readonly lowestMinor: number
  readonly count: number
}

/** `departures` are the pooled ones: a date that they leave out is left out here. */
export function poolItineraries(
  given: readonly (ItineraryFares | undefined)[],
  departures: Departures
): ItineraryFares {
  const known = given.filter((each) => each !== undefined)
  const kinds: ItineraryKind[] = []
  const numbers = new Map<string, number>()
  const numberOf = (kind: ItineraryKind): number => {
    const key = `${kind.airline}${kind.stops}${kind.bags}`
    const number = numbers.get(key) ?? kinds.push(kind) - 1
    numbers.set(key, number)
    return number
  }
  const byKind = poolTexts(
    known.map((each) => each.byKind),
    departures,
    (text, sender) =>
      kindFaresOf(numbersIn(text)).flatMap(({ day, kind, lowestMinor, count }) => {
        const named = known[sender]?.kinds[kind]
        if (!named) return []
        const number = numberOf(named)
        return { key: `${day}/${number}`, day, numbers: [day, number], lowestMinor, count }
      }),
    withSteps
  )
  const byStay = poolTexts(
    known.map((each) => each.byStay),
    departures,
    (text) =>
      stayFaresOf(numbersIn(text)).map(({ stayNights, stops, day, lowestMinor, count }) => ({
        key: `${stayNights}/${stops}`,
        day,
        numbers: [stayNights, stops, day],
        lowestMinor,
        count,
      })),
    latestOfKey
  )
  return { kinds, byKind, byStay }
}

function poolTexts(
  given: readonly Texts[],
  departures: Departures,
  read: (text: string, sender: number) => readonly Row[],
  write: (rows: readonly Row[]) => readonly Row[]
): Texts {
  const pooled: Record<IsoDay, string> = {}
  for (const [date, days] of Object.entries(departures)) {
    const rows = given.flatMap((texts, sender) => read(texts[date] ?? '', sender))
    if (rows.length === 0) continue
    const floors = new Map(days.map(({ day, lowestMinor }) => [day, lowestMinor]))
    const joined = Array.from(
      Map.groupBy(rows, ({ key, day }) => `${key}/${day}`).values(),
      (each) => joinRows(each, floors)
    )
    pooled[date] = numbersText(
      write(joined.flatMap((row) => row ?? [])).flatMap(({ numbers, lowestMinor, count }) => [
        ...numbers,
        lowestMinor,
        count,
      ])
    )
  }
  return pooled
}

/** Undefined for a day that the pooled departure leaves out. */
function joinRows(rows: readonly Row[], floors: ReadonlyMap<number, number>): Row | undefined {
  const [first] = rows
  const floor = first && floors.get(first.day)
  if (!first || floor === undefined) return undefined
  const lowest = rows.map(({ lowestMinor }) => lowestMinor)
  return {
    ...first,
    lowestMinor: Math.max(floor, sharedLowest(lowest)),
    count: rows.reduce((sum, { count }) => sum + count, 0),
  }
}

/** In the text of kinds, a day is written as its distance from the row before. */
function withSteps(rows: readonly Row[]): readonly Row[] {
  let before = 0
  return rows
    .toSorted((a, b) => a.day - b.day || (a.numbers[1] ?? 0) - (b.numbers[1] ?? 0))
    .map((row) => {
      const step = row.day - before
      before = row.day
      return { ...row, numbers: [step, ...row.numbers.slice(1)] }
    })
}

/** A stay keeps its latest day. */
function latestOfKey(rows: readonly Row[]): readonly Row[] {
  return Array.from(Map.groupBy(rows, ({ key }) => key).values(), (group) =>
    group.reduce((latest, row) => (row.day > latest.day ? row : latest))
  ).sort((a, b) => compare(a.numbers, b.numbers))
}

function compare([a0 = 0, a1 = 0]: readonly number[], [b0 = 0, b1 = 0]: readonly number[]): number {
  return a0 - b0 || a1 - b1
}
