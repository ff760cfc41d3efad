import { expect, test } from 'vitest'
import { z } from 'zod'
import { sentenceOf } from '../../../pipelines/wire/sentences'

function messagesOf(schema: z.ZodType, value: unknown): string[] {
  const read = schema.safeParse(value, { error: sentenceOf })
  return read.success ? [] : read.error.issues.map(({ message }) => message)
}

test.each([
  [z.string(), undefined, 'is required: text'],
  [z.number(), 'x', 'must be a number'],
  [z.boolean(), 1, 'must be true or false'],
  [z.array(z.string()), {}, 'must be a list'],
  [z.object({}), [], 'must be an object'],
  [z.enum(['grid', 'week']), 'year', 'must be grid or week'],
  [z.enum(['a', 'b', 'c']), 'd', 'must be a, b or c'],
  [z.literal('2.0'), '1', 'must be "2.0"'],
  [z.int().min(1), 0, 'must be at least 1'],
  [z.number().positive(), 0, 'must be more than 0'],
  [z.number().lt(5), 9, 'must be less than 5'],
  [z.string().max(2), 'abc', 'must have at most 2 characters'],
  [z.array(z.string()).min(1), [], 'must have at least 1 entries'],
  [z.iso.date(), 'soon', 'must be a calendar day, YYYY-MM-DD'],
  [z.iso.datetime(), 'soon', 'must be an RFC 3339 instant, such as 2026-11-20T09:30:00Z'],
  [z.url(), 'here', 'must be a URL, such as https://example.com/hook'],
  [z.number().multipleOf(5), 7, 'must be a multiple of 5'],
  [z.strictObject({}), { b: 1 }, 'must not contain "b": not a known name'],
  [z.union([z.string(), z.number()]), null, 'fits none of the forms that its description states'],
])('words an issue of %#', (schema, value, message) => {
  expect(messagesOf(schema, value)).toEqual([message])
})

test('the text of a schema takes precedence', () => {
  expect(messagesOf(z.string().max(2, 'must be two letters'), 'abc')).toEqual([
    'must be two letters',
  ])
})
