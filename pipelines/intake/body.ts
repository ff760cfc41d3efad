/** Splits the text of a request into records: one event, a JSON array, or one event a line. */
import type { NativeSearch } from '../wire/native-event'
import type { Refusal } from '../wire/refusal'

export const MAX_EVENTS = 10_000

/** Lines and places in an array count from 1. */
export type Entry = { readonly line: number } & (
  | { readonly record: unknown }
  /** A search of a document: its slate may be divided. */
  | { readonly search: NativeSearch }
  | { readonly refusal: Refusal }
)

export type Body =
  | { readonly entries: readonly Entry[] }
  | { readonly code: 'unreadable' | 'too-many'; readonly detail: string }

/**
 * `lines`: the content type declares lines. Without it, text that is not one JSON value may still
 * be lines.
 */
export function readBody(text: string, lines: boolean): Body {
  if (text.trim() === '') return { code: 'unreadable', detail: 'The body is empty; send events.' }
  if (lines) return readLines(text)

  const whole = parseJson(text)
  if ('refusal' in whole) {
    return startsWith('{', text) && text.trim().includes('\n')
      ? readLines(text)
      : { code: 'unreadable', detail: `The body ${whole.refusal.detail}. ${FORMS}` }
  }
  if (!Array.isArray(whole.record)) return { entries: [{ line: 1, record: whole.record }] }
  if (whole.record.length > MAX_EVENTS) return tooMany(whole.record.length)
  return { entries: whole.record.map((record: unknown, index) => ({ line: index + 1, record })) }
}

const FORMS = 'Send one event or an array as application/json, or lines as application/x-ndjson.'

/** A bad line is refused alone; blank lines are skipped. */
function readLines(text: string): Body {
  const entries: Entry[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    if (entries.length === MAX_EVENTS) return tooMany(`more than ${MAX_EVENTS}`)
    entries.push({ line: index + 1, ...parseJson(line) })
  }
  return { entries }
}

function tooMany(events: number | string): Body {
  return {
    code: 'too-many',
    detail: `The body holds ${events} events; send at most ${MAX_EVENTS} a request.`,
  }
}

function parseJson(text: string): { record: unknown } | { refusal: Refusal } {
  if (text.includes(REPLACEMENT)) return malformed('it is not UTF-8 text')
  try {
    return { record: JSON.parse(text) }
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'it cannot be parsed')
  }
}

/** Replaces bytes that are not UTF-8 when they are decoded. */
const REPLACEMENT = '\uFFFD'

function malformed(reason: string): { refusal: Refusal } {
  return { refusal: { pointer: '', code: 'malformed', detail: `must be JSON: ${reason}` } }
}

function startsWith(character: string, text: string): boolean {
  return text.trimStart().startsWith(character)
}
