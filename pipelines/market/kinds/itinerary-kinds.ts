/**
 * Kinds of itinerary within a fare group: stops class, airline and checked bags. A fare group numbers
 * at most MAX_KINDS of them. Airlines beyond that share the kind OTHERS of their stops class and bags,
 * so the lowest fare of a stops class is exact however many airlines sell.
 */
import { DAY_MS } from '../../../models/airline/calendar'

/** The last class is "two or more". */
export const STOPS_CLASSES = [0, 1, 2] as const
/** Stops class of an offer whose sender named no stops. */
export const UNKNOWN_STOPS = 3
/** Checked bags in the price; the last class is "two or more", the first also "not named". */
export const BAGS_CLASSES = [0, 1, 2] as const
/** Airline of the kinds that airlines beyond the limit share. */
export const OTHERS = ''

export const MAX_KINDS = 48
const SHARED_KINDS = (STOPS_CLASSES.length + 1) * BAGS_CLASSES.length
/** A kind observed within this time keeps its number, so that a crowded market does not renumber. */
const IDLE_MS = 7 * DAY_MS

export type ItineraryKind = {
  readonly stops: number
  readonly airline: string
  readonly bags: number
}

/** Kinds by their number. */
export type ItineraryKinds = {
  readonly entries: (ItineraryKind & { lastObservedAt: number })[]
  readonly numbers: Map<string, number>
}

export function createKinds(): ItineraryKinds {
  return { entries: [], numbers: new Map() }
}

export function stopsClass(stops: number | undefined): number {
  return stops === undefined ? UNKNOWN_STOPS : Math.min(stops, 2)
}

export function bagsClass(bags: number | undefined): number {
  return Math.min(bags ?? 0, 2)
}

/**
 * Returns the number of a kind, which it gets when it is new. `join` is called when an idle kind
 * gives its number up: its fares join those of another number.
 */
export function numberOfKind(
  kinds: ItineraryKinds,
  at: number,
  kind: ItineraryKind,
  join: (from: number, to: number) => void
): number {
  const known = kinds.numbers.get(kindKey(kind))
  const number = known ?? addKind(kinds, at, kind, join)
  const entry = kinds.entries[number]
  if (entry && at > entry.lastObservedAt) entry.lastObservedAt = at
  return number
}

/** Numbers of the kinds of an airline and stops class, whatever their bags. */
export function kindsOfAirline(
  { numbers }: ItineraryKinds,
  airline: string,
  stops: number
): readonly number[] {
  const found: number[] = []
  for (const bags of BAGS_CLASSES) {
    const number = numbers.get(kindKey({ stops, airline, bags }))
    if (number !== undefined) found.push(number)
  }
  return found
}

function addKind(
  kinds: ItineraryKinds,
  at: number,
  kind: ItineraryKind,
  join: (from: number, to: number) => void
): number {
  const { entries, numbers } = kinds
  if (kind.airline === OTHERS) return append(kinds, kind)
  const shared = entries.filter(({ airline }) => airline === OTHERS).length
  // The shared kinds that are still missing keep a number each.
  if (entries.length - shared < MAX_KINDS - SHARED_KINDS) return append(kinds, kind)
  const others = { ...kind, airline: OTHERS }
  const idle = stalestNamed(kinds)
  const gone = entries[idle]
  if (!gone || gone.lastObservedAt > at - IDLE_MS) return numberOfKind(kinds, at, others, join)
  const to = numberOfKind(kinds, gone.lastObservedAt, { ...gone, airline: OTHERS }, join)
  join(idle, to)
  numbers.delete(kindKey(gone))
  numbers.set(kindKey(kind), idle)
  entries[idle] = { ...kind, lastObservedAt: 0 }
  return idle
}

function append({ entries, numbers }: ItineraryKinds, kind: ItineraryKind): number {
  numbers.set(kindKey(kind), entries.length)
  return entries.push({ ...kind, lastObservedAt: 0 }) - 1
}

function stalestNamed({ entries }: ItineraryKinds): number {
  let stalest = -1
  for (const [number, { airline, lastObservedAt }] of entries.entries()) {
    if (airline === OTHERS) continue
    const before = entries[stalest]
    if (!before || lastObservedAt < before.lastObservedAt) stalest = number
  }
  return stalest
}

function kindKey({ stops, airline, bags }: ItineraryKind): string {
  return `${airline}${stops}${bags}`
}
