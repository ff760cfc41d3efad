/**
 * Sums of the leaves that rows reach, [rows, targets], added in float32 in the order of the trees:
 * bit for bit the result of ONNX Runtime's TreeEnsemble.
 */
import { type CompactTrees, compact, placeOf, WORDS } from './compact-trees'
import { type Gate, grovesOf } from './gates'
import type { Trees } from './trees'

export type SumTrees = (features: Float32Array, rows: number) => Float32Array

export function createSumTrees(trees: Trees): SumTrees {
  const { width, targets, positions, leafTargets, leafWeights } = trees
  const walked = compact(trees)
  const leaves: Leaves = { first: positions.length, leafTargets, leafWeights }
  const groves = grovesOf(trees).map(({ gates, starts }) => ({
    gates,
    places: starts.map((id) => placeOf(id, positions.length)),
  }))
  return (features, rows) => {
    const given = withMissing(features, rows, width)
    const sums = new Float32Array(rows * targets)
    // The loop over groves is outside, the one over rows inside: a grove's nodes stay in the
    // processor's cache.
    for (const { gates, places } of groves) {
      for (let row = 0; row < rows; row += 1) {
        const from = row * 2 * width
        if (!isOpen(gates, given, from)) continue
        addTrees(walked, places, given, from, leaves, sums, row * targets)
      }
    }
    return sums
  }
}

/**
 * Stores each row twice: as given, then with -Infinity, which is below every threshold, for missing
 * values.
 */
export function withMissing(features: Float32Array, rows: number, width: number): Float32Array {
  const given = new Float32Array(2 * rows * width)
  for (let row = 0; row < rows; row += 1) {
    const from = row * 2 * width
    for (let column = 0; column < width; column += 1) {
      const value = Number(features[row * width + column])
      given[from + column] = value
      given[from + width + column] = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
    }
  }
  return given
}

function isOpen(gates: readonly Gate[], given: Float32Array, from: number): boolean {
  for (const { position, threshold, below } of gates) {
    if (Number(given[from + position]) < threshold !== below) return false
  }
  return true
}

type Leaves = Pick<Trees, 'leafTargets' | 'leafWeights'> & {
  /** Leaf ids are counted after those of nodes. */
  readonly first: number
}

/** Evaluates four trees at a time, so that memory latencies overlap. */
function addTrees(
  trees: CompactTrees,
  places: Int32Array,
  given: Float32Array,
  from: number,
  leaves: Leaves,
  sums: Float32Array,
  to: number
): void {
  const firstLeaf = trees.leaves
  const last = places.length - 1
  for (let tree = 0; tree <= last; tree += 4) {
    let a = Number(places[tree])
    // Past the end, the last tree is evaluated again and its result ignored.
    let b = Number(places[Math.min(tree + 1, last)])
    let c = Number(places[Math.min(tree + 2, last)])
    let d = Number(places[Math.min(tree + 3, last)])
    while (Math.min(a, b, c, d) < firstLeaf) {
      a = next(trees, a, given, from)
      b = next(trees, b, given, from)
      c = next(trees, c, given, from)
      d = next(trees, d, given, from)
    }
    addLeaf(leaves, a, sums, to)
    if (tree + 1 <= last) addLeaf(leaves, b, sums, to)
    if (tree + 2 <= last) addLeaf(leaves, c, sums, to)
    if (tree + 3 <= last) addLeaf(leaves, d, sums, to)
  }
}

/** Branchless: a processor branch would be mispredicted every other time. */
function next(
  { words, thresholds }: CompactTrees,
  place: number,
  given: Float32Array,
  from: number
): number {
  const value = Number(given[from + Number(words[place])])
  return Number(words[place + 2 + +!(value < Number(thresholds[place + 1]))])
}

function addLeaf(
  { first, leafTargets, leafWeights }: Leaves,
  place: number,
  sums: Float32Array,
  to: number
): void {
  const leaf = place / WORDS - first
  const target = to + Number(leafTargets[leaf])
  sums[target] = Number(sums[target]) + Number(leafWeights[leaf])
}
