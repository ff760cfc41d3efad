/**
 * Prices in quarantine: those that cannot be true unless independent sightings show otherwise. A price
 * seen by another sender is confirmed at once. One sender alone must show it on eight days, since a
 * broken feed repeats itself for up to a week. A confirmed price is let through from then on. Memory is
 * bounded.
 */
import { DAY_MS, dayNumberAt } from '../../../models/airline/calendar'
import { evictStalest } from '../bounds/stalest'
import type { Doubt } from './judge-offer'

export const MAX_SUSPECTS = 64
/** A suspect is open for so long after its last sighting. */
export const OPEN_MS = 2 * DAY_MS

export type Suspect = {
  readonly departureDay: number
  readonly airline: string
  readonly doubt: Doubt
  readonly expectedMinor: number | undefined
  lowestMinor: number
  readonly firstObservedAt: number
  lastObservedAt: number
  sightings: number
  /** Distinct senders, and days on which it was seen; both bounded. */
  readonly senders: string[]
  readonly days: number[]
  confirmed: boolean
}

/** By departure, airline and price. */
export type Suspects = Map<string, Suspect>

export type Sighting = Pick<Suspect, 'departureDay' | 'airline' | 'doubt' | 'expectedMinor'> & {
  readonly at: number
  readonly sender: string
  readonly amountMinor: number
}

/** Width of a price in logarithms: sightings of one price differ by taxes and rates of exchange. */
const WIDTH = 0.2
const SENDERS_TO_CONFIRM = 2
const DAYS_TO_CONFIRM = 8

/** Records a sighting; returns whether the price is confirmed. */
export function sight(suspects: Suspects, sighting: Sighting): boolean {
  const { at, sender, amountMinor, departureDay, airline } = sighting
  const price = Math.round(Math.log(Math.max(1, amountMinor)) / WIDTH)
  const keys = [price, price - 1, price + 1].map((each) => `${departureDay}/${airline}/${each}`)
  const key = keys.find((each) => suspects.has(each))
  const suspect = key === undefined ? open(sighting) : suspects.get(key)
  if (!suspect) return false
  suspect.sightings += 1
  suspect.lowestMinor = Math.min(suspect.lowestMinor, amountMinor)
  suspect.lastObservedAt = Math.max(suspect.lastObservedAt, at)
  const { senders, days } = suspect
  addTo(senders, sender, SENDERS_TO_CONFIRM)
  addTo(days, dayNumberAt(at), DAYS_TO_CONFIRM)
  if (senders.length === SENDERS_TO_CONFIRM || days.length === DAYS_TO_CONFIRM) {
    suspect.confirmed = true
  }
  if (key === undefined) {
    suspects.set(keys[0] ?? '', suspect)
    evictStalest(suspects, MAX_SUSPECTS)
  }
  return suspect.confirmed
}

/** Open suspects, the last seen first. */
export function openSuspects(suspects: Suspects, now: number): readonly Suspect[] {
  return [...suspects.values()]
    .filter(
      ({ confirmed, firstObservedAt, lastObservedAt }) =>
        !confirmed && firstObservedAt <= now && now - lastObservedAt <= OPEN_MS
    )
    .sort((a, b) => b.lastObservedAt - a.lastObservedAt)
}

function open({ departureDay, airline, doubt, expectedMinor, at, amountMinor }: Sighting): Suspect {
  return {
    departureDay,
    airline,
    doubt,
    expectedMinor,
    lowestMinor: amountMinor,
    firstObservedAt: at,
    lastObservedAt: at,
    sightings: 0,
    senders: [],
    days: [],
    confirmed: false,
  }
}

function addTo<T>(list: T[], value: T, most: number): void {
  if (!list.includes(value) && list.length < most) list.push(value)
}
