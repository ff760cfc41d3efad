import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBody as readText } from '../../../../pipelines/intake/body/body'
import { bodyText } from '../../../../pipelines/intake/body/body-text'
import {
  MAX_DOCUMENT_VALUES,
  MAX_EVENT_VALUES,
  MAX_EVENTS,
} from '../../../../pipelines/intake/body/limits'

/** The entries of a body, or why there are none. */
function readBody(text: string, lines: boolean) {
  const body = readText(bodyText(text), lines)
  if ('code' in body) return body
  const entries = [...body.entries(MAX_EVENT_VALUES)]
  const last = entries.at(-1)
  return last && 'stop' in last ? last.stop : { entries }
}

test('one event, an array and lines give the same records', () => {
  expect(readBody('{"a":1}', false)).toEqual({ entries: [{ line: 1, record: { a: 1 } }] })
  expect(readBody('[{"a":1},{"a":2}]', false)).toEqual({
    entries: [
      { line: 1, record: { a: 1 } },
      { line: 2, record: { a: 2 } },
    ],
  })
  expect(readBody('{"a":1}\r\n\n{"a":2}\n', true)).toEqual({
    entries: [
      { line: 1, record: { a: 1 } },
      { line: 3, record: { a: 2 } },
    ],
  })
})

test('a bad line is refused by itself', () => {
  expect(readBody('{"a":1}\n{"a":\n{"a":3}', true)).toMatchObject({
    entries: [
      { line: 1, record: { a: 1 } },
      { line: 2, refusal: { pointer: '', code: 'malformed' } },
      { line: 3, record: { a: 3 } },
    ],
  })
})

test('lines sent as JSON are still lines', () => {
  expect(readBody('{"a":1}\n{"a":2}', false)).toMatchObject({ entries: [{ line: 1 }, { line: 2 }] })
})

test('a pretty-printed event is one record', () => {
  expect(readBody(JSON.stringify({ a: 1 }, null, 2), false)).toMatchObject({
    entries: [{ line: 1, record: { a: 1 } }],
  })
})

test.each(['', '  \n ', '[{"a":1}', '<xml/>', '{"a":'])('%j cannot be read', (text) => {
  expect(readBody(text, false)).toMatchObject({ code: 'unreadable' })
})

test('bytes that are not UTF-8 are refused', () => {
  expect(readBody('{"a":"\uFFFD"}\n{"a":1}', true)).toMatchObject({
    entries: [{ refusal: { code: 'malformed' } }, { record: { a: 1 } }],
  })
})

test('refuses a whole request with more events than the limit', () => {
  const lines = new Array(MAX_EVENTS).fill('{}').join('\n')
  expect(readBody(lines, true)).toMatchObject({ entries: { length: MAX_EVENTS } })
  expect(readBody(`${lines}\n{}`, true)).toMatchObject({ code: 'too-many' })
  const array = JSON.stringify(new Array(MAX_EVENTS + 1).fill({}))
  expect(readBody(array, false)).toMatchObject({ code: 'too-many' })
})

test('every line that is not blank is accounted for', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (lines) => {
      const text = lines.map((line) => line.replaceAll('\n', ' ')).join('\n')
      const body = readBody(text, true)
      const sent = text.split('\n').filter((line) => line.trim() !== '').length
      expect('entries' in body ? body.entries.length : 0).toBe(sent)
    })
  )
})

describe('a body in pieces', () => {
  /** Every way of cutting a text in three would be slow; these cut at each place once. */
  const inPieces = (text: string, cut: number) => ({
    pieces: () => [text.slice(0, cut), text.slice(cut, cut + 3), text.slice(cut + 3)],
    whole: () => text,
  })
  const recordsOf = (body: ReturnType<typeof readText>) =>
    'code' in body
      ? body.code
      : Array.from(body.entries(MAX_EVENT_VALUES), (entry) =>
          'record' in entry ? entry.record : 'none'
        )

  test('has the records of the whole, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), fc.nat(60), (values, cut) => {
        const list = ` ${JSON.stringify(values, null, 1)}\n`
        const lines = values.map((value) => JSON.stringify(value)).join('\r\n')
        const parsed: unknown = JSON.parse(JSON.stringify(values))
        expect(recordsOf(readText(inPieces(list, cut), false))).toEqual(parsed)
        if (values.length > 0) {
          expect(recordsOf(readText(inPieces(lines, cut), true))).toEqual(parsed)
        }
      })
    )
  })

  test('that ends before its array does is not read', () => {
    for (const text of ['[1,2', '[1,"a]', '[1]]', '[{}] {}', '[1,]', '[,1]']) {
      expect(readBody(text, false)).toMatchObject({ code: 'unreadable' })
    }
  })
})

test('a record of more values than an event may have is refused unparsed, the next one is read', () => {
  const offers = new Array(MAX_EVENT_VALUES).fill('{}').join()
  const text = `[{"price_offers":[${offers}]},{"a":1}]`
  expect(readBody(text, false)).toMatchObject({
    entries: [
      { line: 1, refusal: { code: 'too-large' } },
      { line: 2, record: { a: 1 } },
    ],
  })
})

test('a document of more values than fit the memory is refused unparsed', () => {
  const items = new Array(MAX_DOCUMENT_VALUES).fill('1').join()
  expect(readBody(`{"data":[${items}]}`, false)).toMatchObject({ code: 'too-many' })
  expect(readBody(`{"data":${'['.repeat(100)}${']'.repeat(100)}}`, false)).toMatchObject({
    code: 'too-many',
  })
})
