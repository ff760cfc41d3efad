/**
 * Counts of one SLO over 30 days, small enough for a row: by minute for the last seven hours, by hour
 * before. A window of the past is answered from the finest counts that reach so far.
 */
import { HOUR_MS, MINUTE_MS } from '../../models/airline/calendar'
import { addGoodOf, BUDGET_DAYS, type GoodOf, NO_EVENTS } from './slo'

/** The longest window that minutes answer, and an hour of slack. */
const MINUTES = 7 * 60
const HOURS = BUDGET_DAYS * 24

/** Counts of a minute or an hour, numbered since 1970. */
export type Slot = GoodOf & { readonly number: number }
/** Both oldest first. */
export type SloHistory = { readonly minutes: readonly Slot[]; readonly hours: readonly Slot[] }

export const NO_HISTORY: SloHistory = { minutes: [], hours: [] }

export function addEvents(history: SloHistory, counts: GoodOf, now: number): SloHistory {
  return {
    minutes: added(history.minutes, counts, Math.floor(now / MINUTE_MS), MINUTES),
    hours: added(history.hours, counts, Math.floor(now / HOUR_MS), HOURS),
  }
}

/** Counts of the last `ms` milliseconds, the slot of `now` included. */
export function countsWithin({ minutes, hours }: SloHistory, ms: number, now: number): GoodOf {
  const [slots, slotMs] = ms < MINUTES * MINUTE_MS ? [minutes, MINUTE_MS] : [hours, HOUR_MS]
  const first = Math.floor(now / slotMs) - Math.round(ms / slotMs) + 1
  return slots
    .filter(({ number }) => number >= first)
    .reduce<GoodOf>((sum, slot) => addGoodOf(sum, slot), NO_EVENTS)
}

/** The clock of an isolate may be behind another's: counts of a slot that is past are added to it. */
function added(
  slots: readonly Slot[],
  counts: GoodOf,
  number: number,
  most: number
): readonly Slot[] {
  const known = slots.find((slot) => slot.number === number) ?? NO_EVENTS
  const fresh = { number, ...addGoodOf(known, counts) }
  const kept = slots.filter((slot) => slot.number > number - most && slot.number !== number)
  const at = kept.findIndex((slot) => slot.number > number)
  return at < 0 ? [...kept, fresh] : [...kept.slice(0, at), fresh, ...kept.slice(at)]
}
