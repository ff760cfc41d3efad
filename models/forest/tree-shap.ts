/**
 * Exact path-dependent TreeSHAP, as XGBoost's `pred_contribs` and LightGBM's `pred_contrib` tell:
 * what each input of a row adds to the sum of the trees, beyond what they say on average.
 *
 * Shapley's weight of a set of k among d inputs is the integral of t^k (1-t)^(d-1-k) over 0..1, so a
 * leaf gives input i its value times (o - z) times the integral of the product of z(1-t) + ot over
 * the other inputs on its way: z is the share of training weight that goes on, o whether the row
 * does. The integrand has a degree below d, and Gauss-Legendre points make its integral exact. That
 * is Linear TreeSHAP (Yu et al. 2022) without its polynomials: nodes x d/2 steps, nothing subtracted
 * that is nearly equal.
 */
import type { Contributions } from '../hosted-model'
import { gaussLegendre, type Quadrature } from '../statistics/gauss-legendre'
import { withMissing } from './sum-trees'
import { type Block, blocksOf } from './tree-blocks'
import type { Trees } from './trees'

/** Of the sum of targets, each times its weight. */
export type TreeShap = (row: Float32Array, targetWeights: Float64Array) => Contributions

/** undefined where the file does not tell the weights of its trees. */
export function createTreeShap(trees: Trees): TreeShap | undefined {
  const blocks = blocksOf(trees)
  if (!blocks) return undefined
  const all = [...blocks.values()]
  const scratch = scratchFor(all)
  const quadratures = new Map(
    all.map(({ inputs }) => {
      const points = Math.ceil(inputs / 2)
      return [points, gaussLegendre(points)]
    })
  )
  return (row, targetWeights) => {
    const given = withMissing(row, 1, trees.width)
    const contributions = new Float64Array(trees.width)
    let base = 0
    for (const root of trees.roots) {
      const start = behindGates(trees, root, given)
      if (start < 0) {
        base += weighted(trees, start, targetWeights)
        continue
      }
      const block = blocks.get(start)
      if (!block || (block.target >= 0 && targetWeights[block.target] === 0)) continue
      const quadrature = quadratures.get(Math.ceil(block.inputs / 2))
      if (!quadrature) continue
      base += addBlock({
        ...{ ...block, ...quadrature, ...scratch },
        ...{ trees, given, targetWeights, contributions },
      })
    }
    return { base, contributions }
  }
}

/** Nodes that split no training weight let a row pass, and are no reason for anything. */
function behindGates(trees: Trees, root: number, given: Float32Array): number {
  let id = root
  while (id >= 0 && trees.trueShares?.[id] === 0) {
    id = trees.branches[2 * id + (asks(trees, id, given) ? 0 : 1)] ?? 0
  }
  return id
}

function asks({ positions, thresholds }: Trees, id: number, given: Float32Array): boolean {
  return (given[positions[id] ?? 0] ?? 0) < (thresholds[id] ?? 0)
}

function weighted({ leafTargets, leafWeights }: Trees, id: number, targetWeights: Float64Array) {
  return (leafWeights[~id] ?? 0) * (targetWeights[leafTargets[~id] ?? 0] ?? 0)
}

type Scratch = {
  /** Whether the row goes on, by all edges from the start that ask the same. */
  readonly goes: Uint8Array
  readonly says: Uint8Array
  /** The rest are [slot, point]. 1 / (z(1-t) + ot) of the slot's input. */
  readonly inverse: Float64Array
  readonly product: Float64Array
  readonly below: Float64Array
}

function scratchFor(blocks: readonly Block[]): Scratch {
  const slots = blocks.reduce((most, { ids }) => Math.max(most, ids.length), 0)
  const cells = blocks.reduce(
    (most, { ids, inputs }) => Math.max(most, ids.length * Math.ceil(inputs / 2)),
    0
  )
  return {
    goes: new Uint8Array(slots),
    says: new Uint8Array(slots),
    inverse: new Float64Array(cells),
    product: new Float64Array(cells),
    below: new Float64Array(cells),
  }
}

/** One row in one block. */
type Visit = Block &
  Quadrature &
  Scratch & {
    readonly trees: Trees
    readonly given: Float32Array
    readonly targetWeights: Float64Array
    readonly contributions: Float64Array
  }

/** The block's part of the base. */
function addBlock(visit: Visit): number {
  const { ids, points, product } = visit
  let base = 0
  product.fill(1, 0, points.length)
  for (let slot = 0; slot < ids.length; slot += 1) {
    if (slot > 0) follow(visit, slot)
    base += arrive(visit, slot)
  }
  for (let slot = ids.length - 1; slot > 0; slot -= 1) settle(visit, slot)
  return base
}

/** Down: the product over the inputs on the way, each with its deepest edge alone. */
function follow(visit: Visit, slot: number): void {
  const { parents, whenYes, above, shares, goes, says, points, product, inverse } = visit
  const [parent, up, share, count] = [parents[slot], above[slot], shares[slot], points.length]
  if (parent === undefined || up === undefined || share === undefined) return
  const on = says[parent] === whenYes[slot] && (up < 0 || goes[up] === 1) ? 1 : 0
  goes[slot] = on
  for (let at = 0; at < count; at += 1) {
    const t = points[at] ?? 0
    const factor = share * (1 - t) + on * t
    const former = up < 0 ? 1 : (inverse[up * count + at] ?? 0)
    inverse[slot * count + at] = 1 / factor
    product[slot * count + at] = (product[parent * count + at] ?? 0) * former * factor
  }
}

/** What a leaf adds to the base; a node is asked its question. */
function arrive(visit: Visit, slot: number): number {
  const { trees, given, ids, says, below, points, weights, product, reach } = visit
  const [id, from, count] = [ids[slot] ?? 0, slot * points.length, points.length]
  if (id >= 0) {
    says[slot] = asks(trees, id, given) ? 1 : 0
    below.fill(0, from, from + count)
    return 0
  }
  const value = weighted(trees, id, visit.targetWeights)
  for (let at = 0; at < count; at += 1) {
    below[from + at] = value * (weights[at] ?? 0) * (product[from + at] ?? 0)
  }
  return value * (reach[slot] ?? 0)
}

/** Up: an edge speaks for the leaves below it, in place of the edge above that asks the same. */
function settle(visit: Visit, slot: number): void {
  const { above, parents, features, goes, shares, below, inverse, contributions, points } = visit
  const [up = -1, parent = 0, feature = 0, count] = [
    above[slot],
    parents[slot],
    features[slot],
    points.length,
  ]
  const own = (goes[slot] ?? 0) - (shares[slot] ?? 0)
  const former = up < 0 ? 0 : (goes[up] ?? 0) - (shares[up] ?? 0)
  let sum = 0
  for (let at = 0; at < count; at += 1) {
    const leaves = below[slot * count + at] ?? 0
    below[parent * count + at] = (below[parent * count + at] ?? 0) + leaves
    const spoken = up < 0 ? 0 : former * (inverse[up * count + at] ?? 0)
    sum += leaves * (own * (inverse[slot * count + at] ?? 0) - spoken)
  }
  contributions[feature] = (contributions[feature] ?? 0) + sum
}
