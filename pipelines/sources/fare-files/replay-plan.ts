/**
 * Cuts a history into requests. A request carries one clock, that of its youngest event, so it
 * holds events of one short step: nothing is in the future, nothing arrives later than the step.
 */
import { HOUR_MS } from '../../../models/airline/calendar'

export type TimedLine = { readonly at: number; readonly line: string }
export type ReplayRequest = {
  /** Position of its first line in the history. */
  readonly first: number
  /** The clock of the request, epoch ms. */
  readonly now: number
  readonly lines: readonly string[]
}

const LIMITS = { events: 1_000, characters: 4_000_000, stepMs: 12 * HOUR_MS }

/** `history` is in event-time order. */
export function* planRequests(
  history: readonly TimedLine[],
  limits: typeof LIMITS = LIMITS
): Generator<ReplayRequest> {
  let lines: string[] = []
  let characters = 0
  let oldest = 0
  let now = 0
  for (const [index, { at, line }] of history.entries()) {
    const full =
      lines.length === limits.events ||
      characters + line.length > limits.characters ||
      at - oldest > limits.stepMs
    if (full && lines.length > 0) {
      yield { first: index - lines.length, now, lines }
      lines = []
    }
    if (lines.length === 0) {
      characters = 0
      oldest = at
    }
    lines.push(line)
    characters += line.length
    now = at
  }
  if (lines.length > 0) yield { first: history.length - lines.length, now, lines }
}
