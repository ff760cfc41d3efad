import { expect, test } from 'vitest'
import { boundedJson, boundedUse, MOST_JSON } from '../../../pipelines/decisions/bounded-json'

test('keeps JSON up to the bound and replaces more by its size and digest', () => {
  const small = { text: 'x'.repeat(100) }
  expect(boundedJson(small)).toBe(small)
  const large = { text: 'x'.repeat(MOST_JSON) }
  expect(boundedJson(large)).toEqual({
    omitted: {
      bytes: JSON.stringify(large).length,
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
    },
  })
  expect(boundedJson(undefined)).toBeUndefined()
})

test('one changed digit changes the digest', () => {
  const of = (last: number) => boundedJson({ fares: [...Array(9_000).fill(100), last] })
  expect(of(1)).toEqual(of(1))
  expect(of(1)).not.toEqual(of(2))
})

test('bounds rows and tensor of a model by themselves', () => {
  const rows = [{ currency: 'EUR', values: { days_to_departure: 30 } }]
  const inputs = [Array(20_000).fill(1)]
  expect(boundedUse({ name: 'fare@1', rows, inputs })).toEqual({
    name: 'fare@1',
    rows,
    inputs: { omitted: { bytes: 40_003, digest: expect.any(String) } },
  })
  expect(boundedUse({ name: 'prior@1' })).toEqual({ name: 'prior@1' })
})
