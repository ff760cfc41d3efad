/** Checks arriving events against the lake's expectations, raw object by raw object. */
import { eventOf } from '../../events/event-line'
import { readRawLines } from '../raw-lines'
import { atMost, type CheckResult, share } from './check'
import { OUTSIDE_SHARE, UNREADABLE_SHARE } from './contracts'

export type RawChecks = {
  add(text: string): void
  results(): CheckResult[]
}

/** Lines per object whose fields are compared; each field of interest is in nearly every line. */
const LINES_COMPARED = 50

export function checkRaw(): RawChecks {
  const unknown = new Set<string>()
  let lines = 0
  let bad = 0
  let early = 0
  let free = 0
  return {
    add(text) {
      const read = readRawLines(text)
      bad += read.bad.length
      lines += read.events.length + read.bad.length
      for (const { at, receivedAt, ...event } of read.events) {
        // The API allows clocks to differ by minutes.
        if (at > receivedAt + MAX_AHEAD_MS) early += 1
        if ('offers' in event && event.offers.some(({ amountMinor }) => !(amountMinor > 0)))
          free += 1
      }
      for (const name of unknownFields(text)) unknown.add(name)
    },
    results() {
      if (lines === 0) return []
      const figure = (check: string, count: number, threshold: number, what: string) =>
        atMost({
          table: 'raw',
          check,
          value: share(count, lines),
          threshold,
          detail: `${count} of ${lines} lines ${what}`,
        })
      return [
        figure('readable', bad, UNREADABLE_SHARE, 'cannot be read'),
        figure('range.at', early, OUTSIDE_SHARE, 'happened after they arrived'),
        figure('range.amount', free, OUTSIDE_SHARE, 'have an offer without a price above zero'),
        atMost({
          table: 'raw',
          check: 'schema_drift',
          value: unknown.size,
          threshold: 0,
          detail:
            unknown.size === 0 ? 'all fields are known' : `unknown: ${[...unknown].join(', ')}`,
        }),
      ]
    },
  }
}

const MAX_AHEAD_MS = 3_600_000

/** Lists fields that are in a line and lost when it is parsed. */
function unknownFields(text: string): string[] {
  return text
    .split('\n', LINES_COMPARED)
    .filter((line) => line !== '')
    .flatMap((line) => {
      try {
        const event = eventOf(line)
        const known = new Set([...Object.keys(event), 'schema'])
        return Object.keys(JSON.parse(line)).filter((name) => !known.has(name))
      } catch {
        return []
      }
    })
}
