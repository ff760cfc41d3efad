/** The text of a raw object as events. A line that cannot be read keeps no other from being read. */
import type { Event } from '../events/event'
import { eventOf } from '../events/event-line'

export type BadLine = { readonly line: string; readonly reason: string }
export type RawLines = { readonly events: readonly Event[]; readonly bad: readonly BadLine[] }

export function readRawLines(text: string): RawLines {
  const events: Event[] = []
  const bad: BadLine[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    try {
      events.push(eventOf(line))
    } catch (error) {
      bad.push({ line, reason: `raw line: ${error instanceof Error ? error.message : error}` })
    }
  }
  return { events, bad }
}
