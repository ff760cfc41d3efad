/** Compares results and explanations of every kind of converted graph with the library of trees. */
import { describe, expect, test } from 'vitest'
import { type Forest, readForest } from '../../../../models/runtime/forest/forest'
import { goldenTrees } from './golden-trees'

/** ONNX Runtime rounds curves in float32 at each step, the forest once; plain sums are equal to the bit. */
const ROUNDING = 1e-6
const CURVED = ['xgboost-classes', 'xgboost-deep-probability', 'older-classifier-softmax']
const CLOSE = 1e-4

test('there are trees of both operators, leaf-wise, deep, of classes and behind gates', () => {
  expect(goldenTrees.map(({ name }) => name).sort()).toEqual([
    'lightgbm-leaf-wise',
    'older-classifier-softmax',
    'older-regressor',
    'older-regressor-logistic',
    'xgboost-classes',
    'xgboost-deep-probability',
    'xgboost-gated',
  ])
})

describe.each(goldenTrees)('$name', ({ name, onnx, rows, features, outputs, contributions }) => {
  const forest = forestOf(onnx)
  const { inputs } = forest

  test('answers as ONNX Runtime', () => {
    const answers = forest.predict(features, rows)
    expect(answers).toHaveLength(outputs.length)
    if (CURVED.includes(name) || name.endsWith('logistic')) {
      expect(greatest(answers, outputs)).toBeLessThanOrEqual(ROUNDING)
    } else {
      expect(answers).toEqual(outputs)
    }
  })

  const first = features.subarray(0, inputs)
  if (!contributions) {
    test('does not explain without weights', () => expect(forest.explain(first, 0)).toBeUndefined())
    return
  }
  test('explains as the booster', () => {
    for (const [row, wanted] of contributions.entries()) {
      const given = features.subarray(row * inputs, (row + 1) * inputs)
      for (const [output, expected] of wanted.entries()) {
        const explained = forest.explain(given, output)
        const answer = [...(explained?.contributions ?? []), explained?.base ?? Number.NaN]
        expect(greatest(answer, expected)).toBeLessThanOrEqual(CLOSE)
      }
    }
  })
})

function forestOf(onnx: Uint8Array): Forest {
  const { forest, reason } = readForest(onnx)
  if (!forest) throw new Error(reason)
  return forest
}

function greatest(answers: ArrayLike<number>, wanted: ArrayLike<number>): number {
  return Array.from(wanted).reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (answers[at] ?? Number.NaN))),
    0
  )
}
