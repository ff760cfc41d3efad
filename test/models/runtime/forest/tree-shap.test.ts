/** Contributions are Shapley's, and they sum to the trees' answer. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForest } from '../../../../models/runtime/forest/forest'
import { floats, int64s, node } from '../../../build/onnx-writer'
import { type Leaf, treeAttributes, treeOnnx } from '../../../build/tree-onnx'
import { goldenTrees } from './golden-trees'
import { slowShapley, type WeighedBranch } from './slow-shapley'

const WIDTH = 4
const TARGETS = 2
const LEVELS = 2 ** 24

const threshold = fc.constantFrom(-1, 0, 0.5, 1)
const cell = fc.oneof(threshold, fc.constant(Number.NaN))
const row = fc.array(cell, { minLength: WIDTH, maxLength: WIDTH })
const { branch } = fc.letrec<{ leaf: Leaf; branch: WeighedBranch; tree: WeighedBranch | Leaf }>(
  (tie) => ({
    leaf: fc.record({
      weight: fc.float({ min: -8, max: 8, noNaN: true }),
      target: fc.integer({ min: 0, max: TARGETS - 1 }),
    }),
    branch: fc.record({
      feature: fc.integer({ min: 0, max: WIDTH - 1 }),
      threshold,
      orEqual: fc.boolean(),
      missingTrue: fc.boolean(),
      trueShare: fc.integer({ min: 1, max: LEVELS - 1 }).map((level) => level / LEVELS),
      yes: tie('tree'),
      no: tie('tree'),
    }),
    tree: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('branch')),
  })
)

test('matches Shapley values by definition, with repeated inputs and missing values', () => {
  fc.assert(
    fc.property(fc.array(branch, { minLength: 1, maxLength: 5 }), row, (trees, values) => {
      const forest = explainable(trees)
      for (let target = 0; target < TARGETS; target += 1) {
        const contributions = forest.explain(Float32Array.from(values), target)
        const wanted = slowShapley(trees, values, target)
        expect(contributions?.base).toBeCloseTo(wanted.base, 9)
        for (const [input, contribution] of wanted.contributions.entries()) {
          expect(contributions?.contributions[input]).toBeCloseTo(contribution, 9)
        }
      }
    }),
    { numRuns: 300 }
  )
})

test('base and contributions sum to the answer, over 1,000 rows', () => {
  const wise = goldenTrees.find(({ name }) => name === 'lightgbm-leaf-wise')
  const { forest } = readForest(wise?.onnx ?? new Uint8Array())
  const inputs = forest?.inputs ?? 0
  const any = fc.array(fc.oneof(fc.float({ min: -4, max: 4 }), fc.constant(Number.NaN)), {
    minLength: inputs,
    maxLength: inputs,
  })
  fc.assert(
    fc.property(any, (values) => {
      const given = Float32Array.from(values)
      const [answer = Number.NaN] = forest?.predict(given, 1) ?? []
      const contributions = forest?.explain(given, 0)
      const sum = [...(contributions?.contributions ?? [])].reduce(
        (a, b) => a + b,
        contributions?.base ?? Number.NaN
      )
      expect(sum).toBeCloseTo(answer, 5)
    }),
    { numRuns: 1_000 }
  )
})

const stump = {
  feature: 0,
  threshold: 0,
  orEqual: false,
  missingTrue: false,
  yes: { weight: 2, target: 0 },
  no: { weight: 6, target: 0 },
  trueShare: 0.25,
}

test('a gate lets rows pass and is no reason', () => {
  const gate = { ...stump, feature: 3, threshold: 9, trueShare: 0, yes: stump }
  const gated = { ...gate, no: { weight: 0, target: 0 } }
  const forest = explainable([gated])
  expect(forest.explain(Float32Array.of(-1, 0, 0, 0), 0)).toEqual({
    base: 5,
    contributions: Float64Array.of(-3, 0, 0, 0),
  })
  expect(forest.explain(Float32Array.of(-1, 0, 0, Number.NaN), 0)).toEqual({
    base: 0,
    contributions: new Float64Array(WIDTH),
  })
})

test('explains sorted outputs by the value at their position, and curves by their input', () => {
  const other = { ...stump, yes: { weight: 1, target: 1 }, no: { weight: 9, target: 1 } }
  const sort = { axis: 1, largest: 0, sorted: 1 }
  const tail = [
    node({ type: 'TopK', inputs: ['margins', 'two'], outputs: ['a', 'b'], attributes: sort }),
    node({ type: 'Mul', inputs: ['a', 'ten'], outputs: ['c'] }),
    node({ type: 'Sigmoid', inputs: ['c'], outputs: ['outputs'] }),
  ]
  const forest = explainable([stump, other], tail, [int64s('two', [2]), floats('ten', [1], [10])])
  const row = Float32Array.of(-1, 0, 0, 0)
  const [least, most] = [0, 1].map((output) => forest.explain(row, output))
  expect([least?.base, most?.base]).toEqual([70, 50])
  expect(least?.contributions[0]).toBeCloseTo(-60, 9)
  expect(most?.contributions[0]).toBeCloseTo(-30, 9)
})

test.each([
  ['Add', ['margins', 'ten'], 15, -3],
  ['Sub', ['margins', 'ten'], -5, -3],
  ['Sub', ['ten', 'margins'], 5, 3],
  ['Mul', ['ten', 'margins'], 50, -30],
  ['Mul', ['margins', 'margins'], 5, -3],
  ['Div', ['margins', 'ten'], 0.5, -0.3],
  ['Div', ['ten', 'margins'], 5, -3],
  ['Pow', ['margins', 'one'], 5, -3],
  ['Pow', ['margins', 'ten'], 5, -3],
  ['Pow', ['ten', 'margins'], 5, -3],
] as const)(
  '%s of %j explains the sum of the trees it is linear in',
  (type, inputs, base, effect) => {
    const tail = [node({ type, inputs, outputs: ['outputs'] })]
    const constants = [floats('ten', [1], [10]), floats('one', [1], [1])]
    const explained = explainable([stump], tail, constants).explain(Float32Array.of(-1, 0, 0, 0), 0)
    expect(explained?.base).toBeCloseTo(base, 9)
    expect(explained?.contributions[0]).toBeCloseTo(effect, 9)
  }
)

test('joined and negated columns are explained by the columns they come from', () => {
  const tail = [
    node({ type: 'Neg', inputs: ['margins'], outputs: ['a'] }),
    node({ type: 'Concat', inputs: ['a', 'margins'], outputs: ['b'], attributes: { axis: 1 } }),
    node({ type: 'Split', inputs: ['b', 'parts'], outputs: ['c', 'd'], attributes: { axis: 1 } }),
    node({ type: 'Softmax', inputs: ['d'], outputs: ['outputs'] }),
  ]
  const forest = explainable([stump], tail, [int64s('parts', [1, 3])])
  const row = Float32Array.of(-1, 0, 0, 0)
  expect(forest.explain(row, 1)).toMatchObject({ base: 5 })
  expect(forest.explain(row, 9)).toBeUndefined()
})

test('a forest without shares explains nothing', () => {
  const attributes = treeAttributes([stump], TARGETS)
  const { forest } = readForest(treeOnnx({ inputs: WIDTH, targets: TARGETS, attributes }))
  expect(forest?.explain(new Float32Array(WIDTH), 0)).toBeUndefined()
})

test('shares that are not one a node are refused', () => {
  const attributes = treeAttributes([stump], TARGETS)
  const parts = { inputs: WIDTH, targets: TARGETS, attributes }
  const parsed = (shares: string) =>
    readForest(treeOnnx({ ...parts, metadata: { true_shares: shares } }))
  expect(parsed('AAAAAAAA').reason).toContain('metadata has 2 shares for 1 nodes')
  expect(parsed('AA').reason).toContain('truncated')
  expect(parsed('A*AA').reason).toContain('not base64')
})

function explainable(
  trees: readonly WeighedBranch[],
  tail: readonly Uint8Array[] = [],
  constants: readonly Uint8Array[] = []
) {
  const attributes = treeAttributes(trees, TARGETS)
  const metadata = { true_shares: trees.map(sharesOf).join('') }
  const { forest, reason } = readForest(
    treeOnnx({ inputs: WIDTH, targets: TARGETS, attributes, metadata, tail, constants })
  )
  if (!forest) throw new Error(reason)
  return forest
}

/** In the order of `treeAttributes`: a node before its branches. */
function sharesOf(tree: WeighedBranch | Leaf): string {
  if ('weight' in tree) return ''
  const level = tree.trueShare * LEVELS
  const bytes = [level % 256, Math.floor(level / 256) % 256, Math.floor(level / 65536)]
  return btoa(String.fromCharCode(...bytes)) + sharesOf(tree.yes) + sharesOf(tree.no)
}
