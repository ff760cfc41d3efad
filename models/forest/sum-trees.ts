/**
 * Sums of the leaves that rows fall into, [rows, targets], added in float32 in the order of the
 * trees: bit for bit what ONNX Runtime's TreeEnsemble says.
 */
import { type Gate, type Grove, grovesOf } from './gates'
import type { Trees } from './trees'

export type SumTrees = (features: Float32Array, rows: number) => Float32Array

export function createSumTrees(trees: Trees): SumTrees {
  const { width, targets } = trees
  const groves = grovesOf(trees)
  return (features, rows) => {
    const given = withMissing(features, rows, width)
    const sums = new Float32Array(rows * targets)
    // Groves outside, rows inside: a grove's nodes stay in the processor's cache.
    for (const grove of groves) {
      for (let row = 0; row < rows; row += 1) {
        const from = row * 2 * width
        if (isOpen(grove.gates, given, from))
          addGrove(trees, grove, given, from, sums, row * targets)
      }
    }
    return sums
  }
}

/** Each row twice: as given, then with -Infinity, which is below every threshold, for missing. */
export function withMissing(features: Float32Array, rows: number, width: number): Float32Array {
  const given = new Float32Array(2 * rows * width)
  for (let row = 0; row < rows; row += 1) {
    const from = row * 2 * width
    for (let column = 0; column < width; column += 1) {
      const value = features[row * width + column] ?? Number.NaN
      given[from + column] = value
      given[from + width + column] = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
    }
  }
  return given
}

function isOpen(gates: readonly Gate[], given: Float32Array, from: number): boolean {
  for (const { position, threshold, below } of gates) {
    if ((given[from + position] ?? Number.NaN) < threshold !== below) return false
  }
  return true
}

function addGrove(
  { positions, thresholds, branches, leafTargets, leafWeights }: Trees,
  { starts }: Grove,
  given: Float32Array,
  from: number,
  sums: Float32Array,
  to: number
): void {
  for (let tree = 0; tree < starts.length; tree += 1) {
    let node = starts[tree] ?? 0
    while (node >= 0) {
      const value = given[from + (positions[node] ?? 0)] ?? 0
      node = branches[2 * node + (value < (thresholds[node] ?? 0) ? 0 : 1)] ?? 0
    }
    const target = to + (leafTargets[~node] ?? 0)
    sums[target] = (sums[target] ?? 0) + (leafWeights[~node] ?? 0)
  }
}
