/**
 * An event must fit in one queue message. Slates of plain offers always do; a larger one of
 * detailed offers is refused on receipt, so that its sender divides it. Those of documents are
 * divided here.
 */

import type { Event } from '../events/event'
import { lineOf } from '../events/event-line'
import { MAX_LINE_BYTES, utf8Length } from '../events/message'
import { isDetailed } from '../events/offer-columns'
import type { NativeSearch } from '../wire/native-event'
import type { Entry } from './body/body'
import type { EventResult } from './read-event'

/** The most detailed offer takes 5 KB. */
const ALWAYS_FITS = 25

export function fitsMessage(event: Event): boolean {
  if (!('offers' in event) || event.offers.length <= ALWAYS_FITS) return true
  return !event.offers.some(isDetailed) || utf8Length(lineOf(event)) <= MAX_LINE_BYTES
}

/**
 * Divides slates of documents into as many parts as they need; further parts get line numbers after
 * the last.
 */
export function* divideSlates(
  entries: Iterable<Entry>,
  read: (record: unknown) => EventResult
): Generator<Entry, void> {
  const further: NativeSearch[] = []
  let last = 0
  for (const entry of entries) {
    last = Math.max(last, entry.line)
    if ('search' in entry) {
      const [search = entry.search, ...rest] = divided(entry.search, read)
      further.push(...rest)
      yield { line: entry.line, search }
    } else yield entry
  }
  for (const [place, search] of further.entries()) yield { line: last + place + 1, search }
}

/**
 * Halves a slate until each part fits. The first keeps the id, the ids of others contain their
 * place, so that result a document again makes the same ids.
 */
function divided(
  search: NativeSearch,
  read: (record: unknown) => EventResult
): readonly NativeSearch[] {
  if (search.price_offers.length <= ALWAYS_FITS) return [search]
  const result = read(search)
  if ('refusals' in result || fitsMessage(result.event)) return [search]
  const middle = Math.ceil(search.price_offers.length / 2)
  const halves = [search.price_offers.slice(0, middle), search.price_offers.slice(middle)]
  return halves.flatMap((price_offers, half) => {
    const search_id = half === 0 ? search.search_id : `${search.search_id}/from-${middle}`
    return divided({ ...search, search_id, price_offers }, read)
  })
}
