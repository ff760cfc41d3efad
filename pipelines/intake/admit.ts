/** Sorts the entries of a request into accepted, duplicate, and rejected with reasons. */

import type { Event } from '../events/event'
import type { Refusal } from '../wire/refusal'
import type { Entry } from './body'
import type { EventResult } from './read-event'
import { fitsMessage } from './slate-size'

export type Accepted = { readonly line: number; readonly event: Event }
export type Rejected = { readonly line: number; readonly refusals: readonly Refusal[] }
export type Admission = {
  readonly accepted: readonly Accepted[]
  /** Repeats of an earlier entry of the same request. */
  readonly duplicates: number
  readonly rejected: readonly Rejected[]
  /** Offers and fields left out of accepted entries. */
  readonly leftOut: readonly Rejected[]
}

export function admit(
  entries: readonly Entry[],
  read: (record: unknown) => EventResult
): Admission {
  const accepted = new Map<string, Accepted>()
  const rejected: Rejected[] = []
  const leftOut: Rejected[] = []
  let duplicates = 0
  for (const entry of entries) {
    const { line } = entry
    const result = readEntry(entry, read)
    if ('refusals' in result) {
      rejected.push({ line, refusals: result.refusals })
      continue
    }
    const { event } = result
    if (!fitsMessage(event)) {
      rejected.push({ line, refusals: [TOO_LARGE] })
      continue
    }
    const key = `${event.type}:${event.id}`
    if (accepted.has(key)) duplicates += 1
    else {
      accepted.set(key, { line, event })
      if (result.leftOut) leftOut.push({ line, refusals: result.leftOut })
    }
  }
  return { accepted: [...accepted.values()], duplicates, rejected, leftOut }
}

function readEntry(entry: Entry, read: (record: unknown) => EventResult): EventResult {
  if ('refusal' in entry) return { refusals: [entry.refusal] }
  if ('record' in entry) return read(entry.record)
  const result = read(entry.search)
  if ('event' in result) return result
  const named = `search "${entry.search.search_id}": `
  return {
    refusals: result.refusals.map((refusal) => ({ ...refusal, detail: named + refusal.detail })),
  }
}

const TOO_LARGE: Refusal = {
  pointer: '/price_offers',
  code: 'too-large',
  detail: 'is larger than one message holds; divide the offers over several events',
}
