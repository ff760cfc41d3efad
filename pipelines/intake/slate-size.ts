/**
 * An event travels in one queue message. Slates of plain offers always fit; detailed ones may not,
 * which is told at the door: a sender divides its own, and a document's are divided here.
 */

import type { Event } from '../events/event'
import { lineOf } from '../events/event-line'
import { MAX_LINE_BYTES, utf8Length } from '../events/message'
import { isDetailed } from '../events/offer-columns'
import type { NativeSearch } from '../wire/native-event'
import type { Entry } from './body'
import type { Reading } from './read-event'

/** The most detailed offer there can be takes 5 KB. */
const ALWAYS_FITS = 25

export function fitsMessage(event: Event): boolean {
  if (!('offers' in event) || event.offers.length <= ALWAYS_FITS) return true
  return !event.offers.some(isDetailed) || utf8Length(lineOf(event)) <= MAX_LINE_BYTES
}

/** Slates of documents in as many parts as they need; further parts are numbered after the last. */
export function divideSlates(
  entries: readonly Entry[],
  read: (record: unknown) => Reading
): readonly Entry[] {
  if (!entries.some((entry) => 'search' in entry)) return entries
  const further: NativeSearch[] = []
  const first = entries.map((entry) => {
    if (!('search' in entry)) return entry
    const [search = entry.search, ...rest] = divided(entry.search, read)
    further.push(...rest)
    return { line: entry.line, search }
  })
  const last = Math.max(...entries.map(({ line }) => line))
  return [...first, ...further.map((search, place) => ({ line: last + place + 1, search }))]
}

/**
 * Halves, halves of halves, until each fits. The first keeps the id, the others say which part they
 * are, so that a document read again makes the same ids.
 */
function divided(
  search: NativeSearch,
  read: (record: unknown) => Reading
): readonly NativeSearch[] {
  if (search.price_offers.length <= ALWAYS_FITS) return [search]
  const reading = read(search)
  if ('refusals' in reading || fitsMessage(reading.event)) return [search]
  const middle = Math.ceil(search.price_offers.length / 2)
  const halves = [search.price_offers.slice(0, middle), search.price_offers.slice(middle)]
  return halves.flatMap((price_offers, half) => {
    const search_id = half === 0 ? search.search_id : `${search.search_id}/from-${middle}`
    return divided({ ...search, search_id, price_offers }, read)
  })
}
