/**
 * Lowest fares of one departure by observation day and kind of itinerary, as rows of two numbers: day,
 * kind and count in the first, the lowest fare in minor units in the second. The newest MAX_KIND_ROWS
 * are kept, and always whole days, so that the lowest fare of a day over any kinds is exact.
 */
import { numbersText } from './number-text'

export const MAX_KIND_ROWS = 48

/** In ascending order of day and kind. */
export type KindFares = number[]

export type KindFare = {
  readonly day: number
  readonly kind: number
  readonly lowestMinor: number
  readonly count: number
}

const WIDTH = 2
/** Greater than any number of a kind. */
const KINDS = 64
/** Counts stop below it. */
const COUNTS = 2 ** 20

export function observeKindFare(
  rows: KindFares,
  day: number,
  kind: number,
  amountMinor: number,
  count = 1
): void {
  const key = day * KINDS + kind
  let at = rows.length - WIDTH
  while (at >= 0 && keyAt(rows, at) > key) at -= WIDTH
  if (at >= 0 && keyAt(rows, at) === key) {
    const counted = Math.min(COUNTS - 1, countAt(rows, at) + count)
    rows[at] = key * COUNTS + counted
    rows[at + 1] = Math.min(rows[at + 1] ?? amountMinor, amountMinor)
    return
  }
  rows.splice(at + WIDTH, 0, key * COUNTS + Math.min(COUNTS - 1, count), amountMinor)
  if (rows.length > MAX_KIND_ROWS * WIDTH) dropOldestDay(rows)
}

/** Adds the fares of one kind to those of another; returns whether there were any. */
export function joinKinds(rows: KindFares, from: number, to: number): boolean {
  const moved: KindFare[] = []
  for (let at = rows.length - WIDTH; at >= 0; at -= WIDTH) {
    const fare = fareAt(rows, at)
    if (fare.kind !== from) continue
    moved.push(fare)
    rows.splice(at, WIDTH)
  }
  for (const { day, lowestMinor, count } of moved) {
    observeKindFare(rows, day, to, lowestMinor, count)
  }
  return moved.length > 0
}

/** The lowest fare of any of the kinds on the latest day from `firstDay` on. */
export function latestFareOfKinds(
  rows: KindFares,
  kinds: readonly number[],
  firstDay: number
): number | undefined {
  let latest = 0
  let lowestMinor: number | undefined
  for (let at = rows.length - WIDTH; at >= 0; at -= WIDTH) {
    // Without an object a row: this runs for every offer.
    const key = keyAt(rows, at)
    const day = Math.floor(key / KINDS)
    if (day < firstDay || day < latest) break
    if (!kinds.includes(key % KINDS)) continue
    latest = day
    const minor = rows[at + 1] ?? 0
    if (lowestMinor === undefined || minor < lowestMinor) lowestMinor = minor
  }
  return lowestMinor
}

/** Days up to and including `lastDay`, read by `readKindFares`. */
export function kindFaresText(rows: KindFares, lastDay: number): string {
  const numbers: number[] = []
  let before = 0
  for (let at = 0; at < rows.length; at += WIDTH) {
    const { day, kind, lowestMinor, count } = fareAt(rows, at)
    if (day > lastDay) break
    numbers.push(day - before, kind, lowestMinor, count)
    before = day
  }
  return numbersText(numbers)
}

export function kindFaresOf(numbers: readonly number[]): KindFare[] {
  const fares: KindFare[] = []
  let day = 0
  for (let at = 0; at + 3 < numbers.length; at += 4) {
    day += numbers[at] ?? 0
    const [kind = 0, lowestMinor = 0, count = 0] = numbers.slice(at + 1, at + 4)
    fares.push({ day, kind, lowestMinor, count })
  }
  return fares
}

function dropOldestDay(rows: KindFares): void {
  const { day } = fareAt(rows, 0)
  let end = 0
  while (end < rows.length && fareAt(rows, end).day === day) end += WIDTH
  rows.splice(0, end)
}

function fareAt(rows: KindFares, at: number): KindFare {
  const key = keyAt(rows, at)
  return {
    day: Math.floor(key / KINDS),
    kind: key % KINDS,
    lowestMinor: rows[at + 1] ?? 0,
    count: countAt(rows, at),
  }
}

function keyAt(rows: KindFares, at: number): number {
  return Math.floor((rows[at] ?? 0) / COUNTS)
}

function countAt(rows: KindFares, at: number): number {
  return (rows[at] ?? 0) % COUNTS
}
