/** Compares the forest with a slow walk of the trees, and with ONNX Runtime on golden rows. */
/// <reference types="vite/types/importMeta.d.ts" />
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Manifest } from '../../../../models/runtime/artifact'
import { type Forest, readForest } from '../../../../models/runtime/forest/forest'
import { goldenDifference, goldenFeatures } from '../../../../models/runtime/golden'
import { floats, int64s, node } from '../../../build/onnx-writer'
import {
  type Branch,
  type Leaf,
  slowSums,
  treeAttributes,
  treeOnnx,
} from '../../../build/tree-onnx'

const manifests = import.meta.glob<string>('../../../../models/artifacts/*/*/manifest.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../../models/artifacts/*/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})

const WIDTH = 3
/** Tolerance for curves after the trees; plain sums are equal to the bit (parity.test.ts). */
const ROUNDING = 1e-6
const TARGETS = 4

/** Uses few values, so that values often equal thresholds. */
const MAX = (2 - 2 ** -23) * 2 ** 127
const threshold = fc.constantFrom(-MAX, -1, -(2 ** -149), -0, 0, 2 ** -149, 0.5, 1, MAX)
const cell = fc.oneof(
  threshold,
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
)
const { branch } = fc.letrec<{ leaf: Leaf; branch: Branch; tree: Branch | Leaf }>((tie) => ({
  leaf: fc.record({
    weight: fc.oneof(fc.constant(0), fc.float({ min: -8, max: 8, noNaN: true })),
    target: fc.integer({ min: 0, max: TARGETS - 1 }),
  }),
  branch: fc.record({
    feature: fc.integer({ min: 0, max: WIDTH - 1 }),
    threshold,
    orEqual: fc.boolean(),
    above: fc.boolean(),
    missingTrue: fc.boolean(),
    yes: tie('tree'),
    no: tie('tree'),
  }),
  tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('branch')),
}))
const row = fc.array(cell, { minLength: WIDTH, maxLength: WIDTH })

test('any trees answer any rows as the slow walk does, bit for bit', () => {
  fc.assert(
    fc.property(
      fc.array(branch, { minLength: 1, maxLength: 12 }),
      fc.array(row, { minLength: 1, maxLength: 9 }),
      (trees, rows) => {
        const answers = forestOf(trees).predict(Float32Array.from(rows.flat()), rows.length)
        const wanted = rows.flatMap((one) => slowSums(trees, one, TARGETS))
        expect([...answers]).toEqual(wanted)
      }
    ),
    { numRuns: 500 }
  )
})

/** Adds 1 to target 0 for a value below 5 or missing, else 2. */
const stump: Branch = {
  feature: 0,
  threshold: 5,
  orEqual: false,
  missingTrue: true,
  yes: { weight: 1, target: 0 },
  no: { weight: 2, target: 0 },
}

test('a missing value follows the branch its node names', () => {
  const missing = Float32Array.of(Number.NaN, 0, 0)
  expect(forestOf([stump]).predict(missing, 1)[0]).toBe(1)
  expect(forestOf([{ ...stump, missingTrue: false }]).predict(missing, 1)[0]).toBe(2)
})

test('rows of the wrong width are refused', () => {
  expect(() => forestOf([stump]).predict(Float32Array.of(1, 2), 1)).toThrow(RangeError)
})

const attributes = treeAttributes([stump, { ...stump, feature: 2 }], TARGETS)
const good = { inputs: WIDTH, targets: TARGETS, attributes }
const from = (type: string, inputs: string[], outputs: string[], given = {}) =>
  node({ type, inputs, outputs, attributes: given })

test('evaluates sums, sorting and slicing after the trees as the graph defines', () => {
  const onnx = treeOnnx({
    ...good,
    constants: [int64s('parts', [1, 3]), int64s('three', [3]), floats('steps', [3], [3, 1, 2])],
    tail: [
      from('Split', ['margins', 'parts'], ['a', 'b'], { axis: -1 }),
      from('Add', ['b', 'steps'], ['c']),
      from('Add', ['a', 'c'], ['d']),
      from('TopK', ['d', 'three'], ['e', 'order'], { axis: 1, largest: 0, sorted: 1 }),
      from('Concat', ['e', 'a'], ['outputs'], { axis: 1 }),
    ],
  })
  const { forest } = readForest(onnx)
  expect([...(forest?.predict(Float32Array.of(1, 0, 1, 9, 0, 9), 2) ?? [])]).toEqual([
    ...[3, 4, 5, 2],
    ...[5, 6, 7, 4],
  ])
})

test('evaluates arithmetic and curves after the trees as the graph defines', () => {
  const onnx = treeOnnx({
    ...good,
    constants: [floats('two', [1], [2]), floats('steps', [4], [3, 1, 2, 5])],
    tail: [
      from('Mul', ['margins', 'two'], ['a']),
      from('Add', ['a', 'steps'], ['b']),
      from('Div', ['b', 'two'], ['c']),
      from('Pow', ['c', 'two'], ['d']),
      from('Log', ['d'], ['e']),
      from('Neg', ['e'], ['f']),
      from('Sub', ['steps', 'f'], ['g']),
      from('Exp', ['g'], ['outputs']),
    ],
  })
  const { forest } = readForest(onnx)
  // Target 0 gets 1 and 2 of the two stumps, the others nothing: exp(step + 2 log(margin + step / 2)).
  const wanted = [3, 0, 0, 0].map((margin, at) => {
    const step = [3, 1, 2, 5][at] ?? 0
    return Math.exp(step + 2 * Math.log(margin + step / 2))
  })
  const answers = forest?.predict(Float32Array.of(1, 0, 9), 1)
  for (const [at, value] of wanted.entries()) {
    expect((answers?.[at] ?? Number.NaN) / value).toBeCloseTo(1, 5)
  }
})

describe('rejects an unsupported graph and names the reason', () => {
  test.each([
    ['operator sets', { ...good, opsets: { '': 21, 'ai.onnx.ml': 3 } }],
    ['operator sets', { ...good, opsets: { '': 99, 'ai.onnx.ml': 5 } }],
    ['2000 targets', { ...good, attributes: { ...attributes, n_targets: 2000 } }],
    [
      'aggregate_function is not SUM',
      { ...good, attributes: { ...attributes, aggregate_function: 0 } },
    ],
    ['are transformed', { ...good, attributes: { ...attributes, post_transform: 3 } }],
    ['membership_values', { ...good, attributes: { ...attributes, membership_values: [1] } }],
    ['mode 6', { ...good, attributes: { ...attributes, nodes_modes: [1, 6] } }],
    ['splits at Infinity', withSplits([1, Number.POSITIVE_INFINITY])],
    ['splits at NaN', withSplits([1, Number.NaN])],
    ['instead of 2', withSplits([1])],
    ['is reached twice', { ...good, attributes: { ...attributes, tree_roots: [0, 0] } }],
    ['the greatest is 1', { ...good, attributes: { ...attributes, tree_roots: [0, 2] } }],
    ['the greatest is 2', { ...good, attributes: { ...attributes, nodes_featureids: [0, 3] } }],
    ['the greatest is 3', { ...good, attributes: { ...attributes, leaf_targetids: [0, 4, 0, 0] } }],
    ['branches to 9', { ...good, attributes: { ...attributes, nodes_truenodeids: [0, 9] } }],
    [
      'node 0 is reached twice',
      { ...good, attributes: { ...attributes, nodes_trueleafs: [0, 1] } },
    ],
    ['operator Relu', { ...good, tail: [from('Relu', ['margins'], ['outputs'])] }],
    ['before it is read', { ...good, tail: [from('Concat', ['x'], ['outputs'], { axis: 1 })] }],
    [
      'unsupported attributes',
      { ...good, tail: [from('Concat', ['margins'], ['outputs'], { axis: 0 })] },
    ],
    [
      'is defined twice',
      {
        ...good,
        tail: [from('Concat', ['margins'], ['margins'], { axis: 1 })],
      },
    ],
    ['Add has two constant operands', withTail(from('Add', ['two', 'steps'], ['outputs']))],
    ['rows of width 4 and 3', withTail(from('Add', ['margins', 'steps'], ['outputs']))],
    ['parts is not one row of float32', withTail(from('Add', ['margins', 'parts'], ['outputs']))],
    ['rows is not one row of float32', withTail(from('Add', ['margins', 'rows'], ['outputs']))],
    ['cube is not a matrix', withTail(from('Add', ['margins', 'cube'], ['outputs']))],
    [
      'Split cuts rows of 4 into 1,2',
      withTail(from('Split', ['margins', 'parts'], ['a', 'b'], { axis: 1 })),
    ],
    [
      'TopK with k 1,2 must sort all 4 columns',
      withTail(
        from('TopK', ['margins', 'parts'], ['outputs', 'order'], { axis: 1, largest: 0, sorted: 1 })
      ),
    ],
    ['Neg has 2 inputs, 1 outputs', withTail(from('Neg', ['margins', 'two'], ['outputs']))],
    ['has no number n_targets', without('n_targets')],
    ['has no list tree_roots', without('tree_roots')],
    ['has no float32 leaf_weights', without('leaf_weights')],
    ['0 targets', { ...good, attributes: { ...attributes, n_targets: 0 } }],
  ])('%s', (reason, parts) => {
    const parsed = readForest(treeOnnx(parts))
    expect(parsed.forest).toBeUndefined()
    expect(parsed.reason).toContain(reason)
  })

  test('a graph without trees', () => {
    expect(readForest(Uint8Array.of(58, 0)).reason).toContain('not with trees')
  })

  test('a file cut anywhere is refused', () => {
    const onnx = treeOnnx(good)
    expect(readForest(onnx).forest).toBeDefined()
    for (let length = 0; length < onnx.length; length += 1) {
      expect(readForest(onnx.slice(0, length)).forest).toBeUndefined()
    }
  })

  test('survives random byte changes without a crash or an endless walk', () => {
    const onnx = treeOnnx(good)
    const at = fc.nat(onnx.length - 1)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const changed = onnx.slice()
          for (const [position, byte] of changes) changed[position] = byte
          const { forest } = readForest(changed)
          if (forest?.inputs === WIDTH) forest.predict(new Float32Array(WIDTH), 1)
        }
      ),
      { numRuns: 20_000 }
    )
  })

  function withTail(tail: Uint8Array) {
    const constants = [
      floats('two', [1], [2]),
      floats('steps', [3], [3, 1, 2]),
      floats('rows', [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]),
      floats('cube', [1, 1, 4], [1, 2, 3, 4]),
      int64s('parts', [1, 2]),
    ]
    return { ...good, constants, tail: [tail] }
  }

  function without(name: string) {
    const { [name]: _, ...rest } = attributes
    return { ...good, attributes: rest }
  }

  function withSplits(splits: number[]) {
    const tensor = floats('splits', [splits.length], splits)
    return { ...good, attributes: { ...attributes, nodes_splits: tensor } }
  }
})

// The prior is a table of levels, not a graph of trees.
describe.each(Object.keys(manifests).filter((path) => !path.includes('/prior/')))('%s', (path) => {
  let manifest: Manifest
  let forest: Forest

  beforeAll(async () => {
    manifest = Manifest.parse(JSON.parse(await read(manifests, path)))
    const inline = await read(files, path.replace('manifest.json', 'model.onnx'))
    const parsed = readForest(new Uint8Array(await (await fetch(inline)).arrayBuffer()))
    if (!parsed.forest) throw new Error(parsed.reason)
    forest = parsed.forest
  })

  test('answers golden rows as ONNX Runtime did, within rounding', () => {
    const rows = manifest.golden.features.length
    const outputs = forest.predict(goldenFeatures(manifest), rows)
    expect(goldenDifference(outputs, manifest)).toBeLessThanOrEqual(ROUNDING)
  })

  test('explains golden rows as the boosters did, within 1e-4', () => {
    const [features, width] = [goldenFeatures(manifest), manifest.inputs.length]
    for (const { output, rows } of manifest.contributions ?? []) {
      for (const [row, wanted] of rows.entries()) {
        const given = features.slice(row * width, (row + 1) * width)
        const contributions = forest.explain(given, manifest.outputs.indexOf(output))
        const answer = [...(contributions?.contributions ?? []), contributions?.base ?? Number.NaN]
        expect(answer).toHaveLength(wanted.length)
        for (const [at, value] of wanted.entries()) {
          expect(Math.abs((answer[at] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-4)
        }
      }
    }
  })

  test('answers a row the same alone and among others', () => {
    const features = goldenFeatures(manifest)
    const rows = manifest.golden.features.length
    const [width, all] = [features.length / rows, [...forest.predict(features, rows)]]
    const alone = manifest.golden.features.flatMap((_, at) => [
      ...forest.predict(features.slice(at * width, (at + 1) * width), 1),
    ])
    expect(alone).toEqual(all)
  })
})

function forestOf(trees: readonly Branch[]) {
  const read = treeAttributes(trees, TARGETS)
  const { forest, reason } = readForest(
    treeOnnx({ inputs: WIDTH, targets: TARGETS, attributes: read })
  )
  if (!forest) throw new Error(reason)
  return forest
}

async function read(texts: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const load = texts[path]
  if (!load) throw new Error(`${path} is missing: npm run train writes it`)
  return load()
}
