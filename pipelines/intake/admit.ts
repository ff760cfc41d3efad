/** Sorts the entries of a request into accepted, duplicate, and rejected with reasons. */

import type { Event } from '../events/event'
import type { Refusal } from '../wire/refusal'
import type { Entry, Unread } from './body/body'
import { MAX_PROBLEMS, MAX_REQUEST_OFFERS, tooManyOffers, tooManyProblems } from './body/limits'
import { type Noted, takeNotes } from './noted'
import type { EventResult } from './read-event'
import { fitsMessage } from './slate-size'

export type Accepted = { readonly line: number; readonly event: Event }
export type Admission = {
  readonly accepted: readonly Accepted[]
  /** Repeats of an earlier entry of the same request. */
  readonly duplicates: number
  /** Counts entries. */
  readonly rejected: Noted
  /** Offers and fields left out of accepted entries; counts them, not their entries. */
  readonly leftOut: Noted
}

/** Stops at the entry that goes beyond what one request may cost. */
export function admit(
  entries: Iterable<Entry>,
  read: (record: unknown) => EventResult
): Admission | Unread {
  const accepted = new Map<string, Accepted>()
  const rejected = takeNotes()
  const leftOut = takeNotes()
  const spend = createBudget()
  let duplicates = 0
  for (const entry of entries) {
    if ('stop' in entry) return entry.stop
    const { line } = entry
    const result = readEntry(entry, read)
    const overspent = spend(entry, result)
    if (overspent) return overspent
    if ('refusals' in result) rejected.add({ line, refusals: result.refusals })
    else if (!fitsMessage(result.event)) rejected.add({ line, refusals: [TOO_LARGE] })
    else if (accepted.has(eventKey(result.event))) duplicates += 1
    else {
      accepted.set(eventKey(result.event), { line, event: result.event })
      const { leftOut: refusals } = result
      if (refusals) leftOut.add({ line, refusals }, refusals.length)
    }
  }
  return {
    accepted: [...accepted.values()],
    duplicates,
    rejected: rejected.noted(),
    leftOut: leftOut.noted(),
  }
}

function eventKey({ type, id }: Event): string {
  return `${type}:${id}`
}

/** Counts offers and problems; gives the reason once there are too many. */
function createBudget(): (entry: Entry, result: EventResult) => Unread | undefined {
  let offers = 0
  let problems = 0
  let first: string | undefined
  return (entry, result) => {
    offers += offersIn(entry)
    if (offers > MAX_REQUEST_OFFERS) return tooManyOffers()
    problems += result.problems ?? 0
    if (problems > 0) first ??= firstOf(result, entry.line)
    return problems > MAX_PROBLEMS ? tooManyProblems(first ?? '') : undefined
  }
}

function offersIn(entry: Entry): number {
  if ('search' in entry) return entry.search.price_offers.length
  const record = 'record' in entry ? entry.record : undefined
  if (typeof record !== 'object' || record === null || !('price_offers' in record)) return 1
  return Array.isArray(record.price_offers) ? record.price_offers.length : 1
}

function firstOf(result: EventResult, line: number): string {
  const [first] = 'refusals' in result ? result.refusals : (result.leftOut ?? [])
  return `record ${line}${first ? `, ${first.pointer || 'as a whole'} ${first.detail}` : ''}`
}

function readEntry(entry: Entry, read: (record: unknown) => EventResult): EventResult {
  if ('record' in entry) return read(entry.record)
  if (!('search' in entry)) return { refusals: 'refusal' in entry ? [entry.refusal] : [] }
  const result = read(entry.search)
  if ('event' in result) return result
  const named = `search "${entry.search.search_id}": `
  return {
    problems: result.problems,
    refusals: result.refusals.map((refusal) => ({ ...refusal, detail: named + refusal.detail })),
  }
}

const TOO_LARGE: Refusal = {
  pointer: '/price_offers',
  code: 'too-large',
  detail: 'is larger than one message holds; divide the offers over several events',
}
