/**
 * Splits the text of a request into records: one event, a JSON array, or one event a line. Records
 * are parsed one by one while they are taken, so that only one of them is in memory.
 */
import type { NativeSearch } from '../../wire/native-event'
import type { Refusal } from '../../wire/refusal'
import type { BodyText } from './body-text'
import { elementsOf, linesOf, measureValue, type Slice } from './json-pieces'
import { MAX_DEPTH, MAX_DOCUMENT_VALUES, MAX_EVENTS, tooManyEvents } from './limits'

/** The whole body is refused. */
export type Unread = { readonly code: 'unreadable' | 'too-many'; readonly detail: string }

/** Lines and places in an array count from 1. */
export type Entry = { readonly line: number } & (
  | { readonly record: unknown }
  /** A search of a document: its slate may be divided. */
  | { readonly search: NativeSearch }
  | { readonly refusal: Refusal }
  /** The body cannot be taken after all; the last entry. */
  | { readonly stop: Unread }
)

export type Body = {
  readonly shape: 'one' | 'list' | 'lines'
  /** Read anew at each call; a record of more than `mostValues` JSON values is refused unparsed. */
  readonly entries: (mostValues: number) => Iterable<Entry>
}

/**
 * `lines`: the content type declares lines. Without it, text that is not one JSON value may still
 * be lines.
 */
export function readBody(text: BodyText, lines: boolean): Body | Unread {
  const first = firstCharacter(text)
  if (first === undefined) return unreadable('is empty; send events.')
  if (lines) return linesBody(text)
  if (first === '[') return { shape: 'list', entries: (most) => readElements(text, most) }
  const whole = first === '{' ? readOne(text) : parseJson(text.whole())
  if ('code' in whole) return whole
  if ('record' in whole) return { shape: 'one', entries: () => [{ line: 1, ...whole }] }
  return first === '{' && text.whole().trim().includes('\n')
    ? linesBody(text)
    : unreadable(`${whole.refusal.detail}. ${FORMS}`)
}

const FORMS = 'Send one event or an array as application/json, or lines as application/x-ndjson.'

function firstCharacter(text: BodyText): string | undefined {
  for (const piece of text.pieces()) {
    const found = /\S/.exec(piece)
    if (found) return found[0]
  }
  return undefined
}

function readOne(text: BodyText): Parsed | Unread {
  const { values, isTooDeep, hasMore } = measureValue(text.pieces(), MAX_DOCUMENT_VALUES)
  if (hasMore) return malformed('there is text after the first value')
  if (values > MAX_DOCUMENT_VALUES || isTooDeep) return documentTooLarge()
  return parseJson(text.whole())
}

export function documentTooLarge(): Unread {
  const detail =
    `The document holds more than ${MAX_DOCUMENT_VALUES} JSON values, or nests deeper than ` +
    `${MAX_DEPTH}; send it in parts.`
  return { code: 'too-many', detail }
}

function* readElements(text: BodyText, most: number): Generator<Entry> {
  let line = 0
  const elements = elementsOf(text.pieces(), most)
  let next = elements.next()
  for (; !next.done; next = elements.next()) {
    line += 1
    if (line > MAX_EVENTS) {
      yield { line, stop: tooManyEvents() }
      return
    }
    const read = parseSlice(next.value, most)
    if ('refusal' in read && read.refusal.code === 'malformed') {
      const { detail } = read.refusal
      yield { line, stop: unreadable(`${detail}, in element ${line}. ${FORMS}`) }
      return
    }
    yield { line, ...read }
  }
  if (next.value.ended) return
  const detail = 'must be JSON: its array is cut off, or has text behind it'
  yield { line: line + 1, stop: unreadable(`${detail}. ${FORMS}`) }
}

function linesBody(text: BodyText): Body {
  return { shape: 'lines', entries: (most) => readLines(text, most) }
}

/** A bad line is refused alone; blank lines are skipped. */
function* readLines(text: BodyText, most: number): Generator<Entry> {
  let line = 0
  let records = 0
  for (const slice of linesOf(text.pieces(), most)) {
    line += 1
    if (slice.text?.trim() === '') continue
    records += 1
    if (records > MAX_EVENTS) {
      yield { line, stop: tooManyEvents() }
      return
    }
    yield { line, ...parseSlice(slice, most) }
  }
}

type Parsed = { readonly record: unknown } | { readonly refusal: Refusal }

function parseSlice({ text }: Slice, most: number): Parsed {
  if (text !== undefined) return parseJson(text)
  const detail = `has more than ${most} JSON values, or nests deeper than ${MAX_DEPTH}`
  return { refusal: { pointer: '', code: 'too-large', detail } }
}

function parseJson(text: string): Parsed {
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

function unreadable(detail: string): Unread {
  return { code: 'unreadable', detail: `The body ${detail}` }
}
