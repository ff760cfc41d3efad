import { expect, test } from 'vitest'
import { binsOf, decodeChanges } from '../../../models/quote-validity/decode-changes'

const outputs = ['to -0.04 mean -0.1000', 'same to 0.005 mean 0.0000', 'over mean 0.2000']

test('reads edges, means and the unchanged bin from output names', () => {
  const named = ['to -0.04 mean -0.1', 'to -0.005 mean -0.02', ...outputs.slice(1)]
  expect(binsOf({ outputs: named })).toEqual({
    edges: [-0.04, -0.005, 0.005],
    means: [-0.1, -0.02, 0, 0.2],
    same: 2,
  })
})

test.each([
  ['none is the same', ['to -0.04 mean -0.1', 'over mean 0.2']],
  ['the last has an upper edge', ['to -0.04 mean -0.1', 'same to 0.005 mean 0', 'to 0.3 mean 0.2']],
  ['edges fall', ['to -0.04 mean -0.1', 'to -0.1 mean 0', 'same to 0.005 mean 0', 'over mean 0.2']],
  ['a name is no bin', ['expected', 'same to 0.005 mean 0', 'over mean 0.2']],
])('outputs are no bins when %s', (_, names) => {
  expect(binsOf({ outputs: names })).toBeUndefined()
})

test('the chance of the same is its own logit, the others share the rest', () => {
  const bins = binsOf({ outputs })
  if (!bins) throw new Error('no bins')
  const [row] = decodeChanges(Float32Array.of(0, Math.log(3), Math.log(4)), 1, bins)
  expect(row?.chances[1]).toBeCloseTo(0.75, 6)
  expect(row?.chances[0]).toBeCloseTo(0.25 / 5, 6)
  expect(row?.chances[2]).toBeCloseTo((0.25 * 4) / 5, 6)
})

test('returns undefined for an output that is not finite', () => {
  const bins = binsOf({ outputs })
  if (!bins) throw new Error('no bins')
  const rows = decodeChanges(Float32Array.of(0, Number.NaN, 0, 0, 1, 0), 2, bins)
  expect(rows.map((row) => row !== undefined)).toEqual([false, true])
})
