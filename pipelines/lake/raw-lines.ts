/** Parses the text of a raw object into events. Skips an unreadable line and reads the others. */
import type { Event } from '../events/event'
import { eventOf, LINE_SCHEMA } from '../events/event-line'

export type BadLine = { readonly line: string; readonly reason: string }
export type RawLines = {
  readonly events: readonly Event[]
  readonly bad: readonly BadLine[]
  /** Lines written by a newer version of this code: valid, but not readable by this one. */
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
    const schema = typeof json === 'object' && json !== null && 'schema' in json && json.schema
    return typeof schema === 'number' && schema > LINE_SCHEMA
  } catch {
    return false
  }
}
