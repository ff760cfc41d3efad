/**
 * Trees as flat arrays, whichever operator they came from. All nodes use one test, `value <
 * threshold`: "at most" uses the next float32, "more" and "at least" exchange their branches, and a
 * node that sends missing values to its true branch reads the half of a row where missing is
 * -Infinity.
 */
import { within } from '../onnx/attributes'
import { UnknownGraph } from '../onnx/unknown-graph'
import { nextFloat32 } from './next-float32'

export type Trees = {
  readonly width: number
  readonly targets: number
  /** A node's id, or ~id of a leaf. */
  readonly roots: Int32Array
  /** Position in a row of 2 x width: values as given, then with -Infinity for missing. */
  readonly positions: Int32Array
  readonly thresholds: Float32Array
  /** Two per node, true first: a node's id, or ~id of a leaf. */
  readonly branches: Int32Array
  readonly leafTargets: Int32Array
  readonly leafWeights: Float32Array
  /** Share of each node's training weight that went to its true branch; 0 where it splits none. */
  readonly trueShares?: Float64Array | undefined
}

export type Split = {
  readonly feature: number
  readonly threshold: number
  readonly mode: string | undefined
  readonly missingTrue: boolean
  readonly trueShare?: number | undefined
}

/**
 * Each row allocates one sum per target; this limit stops a broken file from allocating gigabytes.
 */
const MAX_TARGETS = 1_000

export type TreeParts = {
  readonly width: number
  readonly targets: number
  readonly roots: readonly number[]
  readonly nodes: number
  readonly split: (node: number) => Split
  /** A node's id, or ~id of a leaf. */
  readonly branch: (node: number, side: 'true' | 'false') => number
  readonly leafTargets: readonly number[]
  readonly leafWeights: Float32Array
  readonly hasShares?: boolean
}

export function plant(parts: TreeParts): Trees {
  const { width, targets, nodes, leafTargets } = parts
  if (!(targets > 0 && targets <= MAX_TARGETS))
    throw new UnknownGraph(`trees have ${targets} targets`)
  within(leafTargets, targets, 'target ids')
  const trees: Trees = {
    width,
    targets,
    roots: Int32Array.from(parts.roots),
    positions: new Int32Array(nodes),
    thresholds: new Float32Array(nodes),
    branches: new Int32Array(2 * nodes),
    leafTargets: Int32Array.from(leafTargets),
    leafWeights: parts.leafWeights,
    trueShares: parts.hasShares ? new Float64Array(nodes) : undefined,
  }
  for (let node = 0; node < nodes; node += 1) plantNode(trees, parts, node)
  checkShape(trees)
  return trees
}

function plantNode(trees: Trees, { width, split, branch }: TreeParts, node: number): void {
  const { feature, threshold, mode, missingTrue, trueShare = 0 } = split(node)
  if (!(feature >= 0 && feature < width)) {
    throw new UnknownGraph(`feature ids have ${feature}, the greatest is ${width - 1}`)
  }
  if (!Number.isFinite(threshold)) throw new UnknownGraph(`a node splits at ${threshold}`)
  const exchanged = mode === 'BRANCH_GT' || mode === 'BRANCH_GTE'
  trees.positions[node] = feature + (missingTrue !== exchanged ? width : 0)
  trees.thresholds[node] = usesThreshold(mode) ? threshold : nextFloat32(threshold)
  const [yes, no] = exchanged ? (['false', 'true'] as const) : (['true', 'false'] as const)
  trees.branches[2 * node] = branch(node, yes)
  trees.branches[2 * node + 1] = branch(node, no)
  if (trees.trueShares) {
    trees.trueShares[node] = exchanged && trueShare > 0 ? 1 - trueShare : trueShare
  }
}

/** BRANCH_LT and BRANCH_GTE compare with the threshold itself, without the next float32. */
function usesThreshold(mode: string | undefined): boolean {
  if (mode === 'BRANCH_LT' || mode === 'BRANCH_GTE') return true
  if (mode === 'BRANCH_LEQ' || mode === 'BRANCH_GT') return false
  throw new UnknownGraph(`a node has mode ${mode}`)
}

/** Rejects a node reached twice, because it could form a cycle. */
function checkShape({ roots, branches, leafTargets }: Trees): void {
  const reached = new Uint8Array(branches.length / 2)
  const pending = Array.from(roots)
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id >= reached.length || ~id >= leafTargets.length) {
      throw new UnknownGraph(`a branch leads to ${id}, the greatest is ${reached.length - 1}`)
    }
    if (id < 0) continue
    if (reached[id]) throw new UnknownGraph(`node ${id} is reached twice`)
    reached[id] = 1
    pending.push(...branches.subarray(2 * id, 2 * id + 2))
  }
}
