import { expect, test } from 'vitest'
import { goldenDifference, goldenFeatures } from '../../../models/runtime/golden'
import { manifestOf } from '../../build/manifest'

const golden = {
  features: [
    [1, null],
    [2, 3],
  ],
  outputs: [[5], [6]],
}

test('null in a golden row is missing to the model', () => {
  expect([...goldenFeatures(manifestOf({ golden }))]).toEqual([1, Number.NaN, 2, 3])
})

test('the greatest difference counts, whatever its sign', () => {
  const manifest = manifestOf({ golden })
  expect(goldenDifference(Float32Array.of(5, 6), manifest)).toBe(0)
  expect(goldenDifference(Float32Array.of(5.25, 5.5), manifest)).toBe(0.5)
})

test('outputs that cannot be compared never agree', () => {
  const manifest = manifestOf({ golden })
  expect(goldenDifference(Float32Array.of(5), manifest)).toBeNaN()
  expect(goldenDifference(Float32Array.of(5, Number.NaN), manifest)).toBeNaN()
  expect(goldenDifference(Float32Array.of(), manifestOf({}))).toBeNaN()
})
