/**
 * A scrape of one day shows each departure once, so its rows would never know what that departure
 * cost an hour ago, which a live answer nearly always knows. Dealing each slate into smaller ones,
 * seen one after the other, gives that day the look of a day of searches. No price is changed.
 */
import type { SearchEvent } from '../../events/event'
import { hash32 } from '../hash'

/** Three parts of a slate seen at 18:00 UTC, the latest there is, are still of the same day in India. */
const APART_MS = 10 * 60_000

/** Offers are dealt by seed; the result is in event-time order. */
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
