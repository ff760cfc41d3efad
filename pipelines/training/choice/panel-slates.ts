/**
 * A scrape of one day has each departure once, so its rows would lack the departure's fare of an hour
 * ago, which is nearly always available in production. Splitting each slate into smaller ones,
 * observed one after the other, makes the day similar to a day of searches. No price is changed.
 */
import type { SearchEvent } from '../../events/event'
import { hash32 } from '../hash'

/** Three parts of a slate observed at 18:00 UTC, the latest time, are still on the same day in India. */
const APART_MS = 10 * 60_000

/** Splits offers by seed; the result is in event-time order. */
export function dealSlates(
  events: readonly SearchEvent[],
  parts: number,
  seed: number
): SearchEvent[] {
  return events.flatMap((event) => dealt(event, parts, seed)).sort((a, b) => a.at - b.at)
}

function dealt(event: SearchEvent, parts: number, seed: number): SearchEvent[] {
  const hands = Array.from({ length: parts }, (_, part) => ({
    ...event,
    id: `${event.id}#${part}`,
    at: event.at + part * APART_MS,
    offers: event.offers.filter(
      (_, index) => hash32(`${seed}:${event.id}:${index}`) % parts === part
    ),
  }))
  return hands.filter(({ offers }) => offers.length > 0)
}
