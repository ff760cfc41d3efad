import { expect, test } from 'vitest'
import { jsonOrUndefined } from '../../../pipelines/wire/json-text'

test.each(['{"a":1}', '[]', 'null', '"text"'])('%s is read', (text) => {
  expect(jsonOrUndefined(text)).toEqual(JSON.parse(text))
})

test.each(['', '{', 'text', '{"a":1}\n{}'])('%j is no JSON', (text) => {
  expect(jsonOrUndefined(text)).toBeUndefined()
})
