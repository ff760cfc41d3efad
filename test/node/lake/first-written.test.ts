import { expect, test } from 'vitest'
import { firstWritten, keepingAge } from '../../../workers/lake/first-written'

const object = (customMetadata?: Record<string, string>) =>
  ({ uploaded: new Date(500), customMetadata }) as unknown as R2Object

test('is when the object was uploaded, unless a rewrite noted an earlier instant', () => {
  expect(firstWritten(object())).toBe(500)
  expect(firstWritten(object({}))).toBe(500)
  expect(firstWritten(object({ 'first-written': '100' }))).toBe(100)
  expect(firstWritten(object({ 'first-written': 'long ago' }))).toBe(500)
})

test('goes along with a rewrite beside the other metadata', () => {
  const kept = keepingAge(object({ schema: '3' }))
  expect(kept).toEqual({ schema: '3', 'first-written': '500' })
  expect(keepingAge(object(kept))).toEqual(kept)
})
