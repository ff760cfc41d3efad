/**
 * Lowest round-trip fares of one departure by nights of stay and stops class, each of the latest day
 * on which it was observed. A departure keeps MAX_STAY_ROWS of them; the longest unobserved is dropped
 * first. Rows of two numbers: stay, stops, day and count in the first, the lowest fare in the second.
 */
import { numbersText } from './number-text'

export const MAX_STAY_ROWS = 48
/** Longer stays share the last. */
export const MAX_STAY_NIGHTS = 250

/** In ascending order of stay and stops class. */
export type StayFares = number[]

export type StayFare = {
  readonly stayNights: number
  readonly stops: number
  readonly day: number
  readonly lowestMinor: number
  readonly count: number
}

const WIDTH = 2
/** Number of stops classes, the unknown among them. */
const STOPS = 4
const DAYS = 65_536
const COUNTS = 2 ** 20

export function observeStayFare(
  rows: StayFares,
  day: number,
  stay: { readonly nights: number; readonly stops: number },
  amountMinor: number
): void {
  const key = Math.min(stay.nights, MAX_STAY_NIGHTS) * STOPS + stay.stops
  let at = 0
  while (at < rows.length && keyAt(rows, at) < key) at += WIDTH
  const isKnown = at < rows.length && keyAt(rows, at) === key
  if (!isKnown) {
    rows.splice(at, 0, wordOf(key, day, 1), amountMinor)
    if (rows.length > MAX_STAY_ROWS * WIDTH) dropStalest(rows)
    return
  }
  const known = fareAt(rows, at)
  if (day < known.day) return
  const before = day === known.day ? known : { count: 0, lowestMinor: amountMinor }
  rows[at] = wordOf(key, day, before.count + 1)
  rows[at + 1] = Math.min(before.lowestMinor, amountMinor)
}

/**
 * Omits what was observed after `lastDay`: a stay keeps no earlier day. Read by `stayFaresOf`.
 */
export function stayFaresText(rows: StayFares, lastDay: number): string {
  const numbers: number[] = []
  for (let at = 0; at < rows.length; at += WIDTH) {
    const { stayNights, stops, day, lowestMinor, count } = fareAt(rows, at)
    if (day <= lastDay) numbers.push(stayNights, stops, day, lowestMinor, count)
  }
  return numbersText(numbers)
}

export function stayFaresOf(numbers: readonly number[]): StayFare[] {
  const fares: StayFare[] = []
  for (let at = 0; at + 4 < numbers.length; at += 5) {
    const row = numbers.slice(at, at + 5)
    const [stayNights = 0, stops = 0, day = 0, lowestMinor = 0, count = 0] = row
    fares.push({ stayNights, stops, day, lowestMinor, count })
  }
  return fares
}

function dropStalest(rows: StayFares): void {
  let stalest = 0
  for (let at = WIDTH; at < rows.length; at += WIDTH) {
    if (fareAt(rows, at).day < fareAt(rows, stalest).day) stalest = at
  }
  rows.splice(stalest, WIDTH)
}

function wordOf(key: number, day: number, count: number): number {
  return (key * DAYS + day) * COUNTS + Math.min(COUNTS - 1, count)
}

function keyAt(rows: StayFares, at: number): number {
  return Math.floor((rows[at] ?? 0) / COUNTS / DAYS)
}

function fareAt(rows: StayFares, at: number): StayFare {
  const word = rows[at] ?? 0
  const key = keyAt(rows, at)
  return {
    stayNights: Math.floor(key / STOPS),
    stops: key % STOPS,
    day: Math.floor(word / COUNTS) % DAYS,
    lowestMinor: rows[at + 1] ?? 0,
    count: word % COUNTS,
  }
}
