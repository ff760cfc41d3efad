import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_EVENTS, readBody } from '../../../pipelines/intake/body'

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
