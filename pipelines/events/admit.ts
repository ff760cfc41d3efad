/** Sorts the entries of a request: every one is accepted, a duplicate, or rejected with reasons. */
import type { Entry } from './body'
import type { Event } from './event'
import type { Reading } from './read-event'
import type { Refusal } from './refusal'

export type Accepted = { readonly line: number; readonly event: Event }
export type Rejected = { readonly line: number; readonly refusals: readonly Refusal[] }
export type Admission = {
  readonly accepted: readonly Accepted[]
  /** Repeats of an earlier entry of the same request. */
  readonly duplicates: number
  readonly rejected: readonly Rejected[]
}

export function admit(entries: readonly Entry[], read: (record: unknown) => Reading): Admission {
  const accepted = new Map<string, Accepted>()
  const rejected: Rejected[] = []
  let duplicates = 0
  for (const entry of entries) {
    const { line } = entry
    const reading = 'refusal' in entry ? { refusals: [entry.refusal] } : read(entry.record)
    if ('refusals' in reading) {
      rejected.push({ line, refusals: reading.refusals })
      continue
    }
    const { event } = reading
    const key = `${event.type}:${event.id}`
    if (accepted.has(key)) duplicates += 1
    else accepted.set(key, { line, event })
  }
  return { accepted: [...accepted.values()], duplicates, rejected }
}
