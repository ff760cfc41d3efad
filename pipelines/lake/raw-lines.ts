/** The text of a raw object as events. A line that cannot be read keeps no other from being read. */
import type { Event } from '../events/event'
import { eventOf, LINE_SCHEMA } from '../events/event-line'

export type BadLine = { readonly line: string; readonly reason: string }
export type RawLines = {
  readonly events: readonly Event[]
  readonly bad: readonly BadLine[]
  /** Lines that a newer version of this code wrote: not bad, only not to be read here. */
  readonly newer: number
}

export function readRawLines(text: string): RawLines {
  const events: Event[] = []
  const bad: BadLine[] = []
  let newer = 0
  for (const line of text.split('\n')) {
    if (line === '') continue
    try {
      events.push(eventOf(line))
    } catch (error) {
      if (isNewer(line)) newer += 1
      else bad.push({ line, reason: `raw line: ${error instanceof Error ? error.message : error}` })
    }
  }
  return { events, bad, newer }
}

function isNewer(line: string): boolean {
  try {
    const json: unknown = JSON.parse(line)
    const told = typeof json === 'object' && json !== null && 'schema' in json && json.schema
    return typeof told === 'number' && told > LINE_SCHEMA
  } catch {
    return false
  }
}
