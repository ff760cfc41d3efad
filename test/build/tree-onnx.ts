/** Readable trees, their ONNX node, and their results by a slow, obvious walk. */
import { floats, model, node, uint8s } from './onnx-writer'

export type Leaf = { readonly weight: number; readonly target: number }
export type Branch = {
  readonly feature: number
  readonly threshold: number
  readonly orEqual: boolean
  /** Whether the true branch is above the threshold. */
  readonly above?: boolean
  readonly missingTrue: boolean
  readonly yes: Branch | Leaf
  readonly no: Branch | Leaf
}

export function slowSums(trees: readonly Branch[], row: readonly number[], targets: number) {
  const sums = Array<number>(targets).fill(0)
  for (const tree of trees) {
    const { weight, target } = leafOf(tree, row)
    sums[target] = Math.fround((sums[target] ?? Number.NaN) + weight)
  }
  return sums
}

function leafOf(tree: Branch | Leaf, row: readonly number[]): Leaf {
  if ('weight' in tree) return tree
  const value = row[tree.feature] ?? Number.NaN
  const yes = Number.isNaN(value) ? tree.missingTrue : asks(tree, value)
  return leafOf(yes ? tree.yes : tree.no, row)
}

function asks({ orEqual, above, threshold }: Branch, value: number): boolean {
  if (above) return orEqual ? value >= threshold : value > threshold
  return orEqual ? value <= threshold : value < threshold
}

/** BRANCH_LEQ, BRANCH_LT, BRANCH_GTE, BRANCH_GT. */
function modeOf({ orEqual, above }: Branch): number {
  return (above ? 2 : 0) + (orEqual ? 0 : 1)
}

type Attributes = Record<string, number | readonly number[] | Uint8Array>

export function treeAttributes(trees: readonly Branch[], targets: number): Attributes {
  const nodes: Branch[] = []
  const leaves: Leaf[] = []
  const branches: { id: number; leaf: number }[][] = []
  const roots = trees.map((tree) => add(tree).id)
  const side = (at: number, part: 'id' | 'leaf') => branches.map((pair) => pair[at]?.[part] ?? 0)
  return {
    n_targets: targets,
    tree_roots: roots,
    nodes_featureids: nodes.map(({ feature }) => feature),
    nodes_splits: floats(
      'splits',
      [nodes.length],
      nodes.map(({ threshold }) => threshold)
    ),
    nodes_modes: uint8s('modes', nodes.map(modeOf)),
    nodes_missing_value_tracks_true: nodes.map(({ missingTrue }) => Number(missingTrue)),
    nodes_truenodeids: side(0, 'id'),
    nodes_trueleafs: side(0, 'leaf'),
    nodes_falsenodeids: side(1, 'id'),
    nodes_falseleafs: side(1, 'leaf'),
    leaf_targetids: leaves.map(({ target }) => target),
    leaf_weights: floats(
      'weights',
      [leaves.length],
      leaves.map(({ weight }) => weight)
    ),
  }

  function add(tree: Branch | Leaf): { id: number; leaf: number } {
    if ('weight' in tree) return { id: leaves.push(tree) - 1, leaf: 1 }
    const id = nodes.push(tree) - 1
    const pair: { id: number; leaf: number }[] = []
    branches.push(pair)
    pair.push(add(tree.yes), add(tree.no))
    return { id, leaf: 0 }
  }
}

export type TreeOnnxParts = {
  readonly inputs: number
  readonly targets: number
  readonly attributes: Attributes
  /** Graph nodes after the trees; without them the sums of the trees are the outputs. */
  readonly tail?: readonly Uint8Array[]
  readonly constants?: readonly Uint8Array[]
  readonly opsets?: Readonly<Record<string, number>>
  readonly metadata?: Readonly<Record<string, string>>
}

export function treeOnnx(parts: TreeOnnxParts): Uint8Array {
  const { inputs, targets, attributes, tail = [], constants = [], metadata = {} } = parts
  const trees = node({
    type: 'TreeEnsemble',
    domain: 'ai.onnx.ml',
    inputs: ['features'],
    outputs: [tail.length > 0 ? 'margins' : 'outputs'],
    attributes,
  })
  const opsets = parts.opsets ?? { '': 21, 'ai.onnx.ml': 5 }
  return model({ nodes: [trees, ...tail], constants, inputs, outputs: targets, opsets, metadata })
}
