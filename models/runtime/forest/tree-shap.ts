/**
 * Exact path-dependent TreeSHAP, equal to XGBoost's `pred_contribs` and LightGBM's `pred_contrib`:
 * the contribution of each input of a row to the sum of the trees, beyond their average. Shapley's
 * weight of a set of k among d inputs is the integral of t^k (1-t)^(d-1-k) over 0..1, so a leaf
 * gives input i its value times (o - z) times the integral of the product of z(1-t) + ot over the
 * other inputs on its path: z is the share of training weight that passes, o whether the row does.
 * The integrand has a degree below d, and Gauss-Legendre points make its integral exact. That is
 * Linear TreeSHAP (Yu et al. 2022) without its polynomials: nodes x d/2 steps, and no subtraction
 * of nearly equal numbers.
 */

import { gaussLegendre, type Quadrature } from '../../statistics/gauss-legendre'
import type { Contributions } from '../hosted-model'
import { withMissing } from './sum-trees'
import { type Block, type Blocks, blocksOf } from './tree-blocks'
import type { Trees } from './trees'

/** Explains the sum of targets, each times its weight. */
export type TreeShap = (row: Float32Array, targetWeights: Float64Array) => Contributions

/** Returns undefined where the file has no weights of its trees. */
export function createTreeShap(trees: Trees): TreeShap | undefined {
  const blocks = blocksOf(trees)
  if (!blocks) return undefined
  const visit = createVisit(trees, blocks)
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
      const block = blocks.byStart.get(start)
      if (!block || (block.target >= 0 && targetWeights[block.target] === 0)) continue
      base += visit(block, given, targetWeights, contributions)
    }
    return { base, contributions }
  }
}

/** Skips nodes that split no training weight: they let a row pass and contribute nothing. */
function behindGates(trees: Trees, root: number, given: Float32Array): number {
  let id = root
  while (id >= 0 && trees.trueShares?.[id] === 0) {
    id = Number(trees.branches[2 * id + (testsTrue(trees, id, given) ? 0 : 1)])
  }
  return id
}

function testsTrue({ positions, thresholds }: Trees, id: number, given: Float32Array): boolean {
  return Number(given[Number(positions[id])]) < Number(thresholds[id])
}

function weighted({ leafTargets, leafWeights }: Trees, id: number, targetWeights: Float64Array) {
  return Number(leafWeights[~id]) * Number(targetWeights[Number(leafTargets[~id])])
}

type Visit = (
  block: Block,
  given: Float32Array,
  targetWeights: Float64Array,
  contributions: Float64Array
) => number

/** Visits one block for one row: adds contributions and returns the block's part of the base. */
function createVisit(trees: Trees, blocks: Blocks): Visit {
  const { ids, parents, whenYes, above, features, shares, reach } = blocks
  const quadratures = Array.from({ length: blocks.mostPoints + 1 }, (_, count) =>
    gaussLegendre(count)
  )
  // Scratch arrays. By the slot's place in its block: `goes` is whether the row passes all edges
  // from the start that test the same input, `testTrue` the result of the node's own test. By place
  // and point: 1 / (z(1-t) + ot), the product, the sum of leaves below.
  const goes = new Uint8Array(blocks.mostSlots)
  const testTrue = new Uint8Array(blocks.mostSlots)
  const inverse = new Float64Array(blocks.mostSlots * blocks.mostPoints)
  const product = new Float64Array(blocks.mostSlots * blocks.mostPoints)
  const below = new Float64Array(blocks.mostSlots * blocks.mostPoints)

  /** Downward pass: the product over the inputs on the path, each with its deepest edge only. */
  function follow(slot: number, place: number, { points }: Quadrature): void {
    const [parent, up, share] = [Number(parents[slot]), Number(above[slot]), Number(shares[slot])]
    const count = points.length
    const on = testTrue[parent] === whenYes[slot] && (up < 0 || goes[up] === 1) ? 1 : 0
    goes[place] = on
    for (let at = 0; at < count; at += 1) {
      const factor = share + (on - share) * Number(points[at])
      const former = up < 0 ? 1 : Number(inverse[up * count + at])
      inverse[place * count + at] = 1 / factor
      product[place * count + at] = Number(product[parent * count + at]) * former * factor
    }
  }

  function reachLeaf(place: number, value: number, { points, weights }: Quadrature): void {
    const [from, count] = [place * points.length, points.length]
    for (let at = 0; at < count; at += 1) {
      below[from + at] = value * Number(weights[at]) * Number(product[from + at])
    }
  }

  function surplus(slot: number, place: number): number {
    return Number(goes[place]) - Number(shares[slot])
  }

  /**
   * Upward pass: an edge accounts for the leaves below it, replacing the edge above that tests the
   * same input.
   */
  function settle(slot: number, place: number, count: number): number {
    const [up, parent] = [Number(above[slot]), Number(parents[slot])]
    const own = surplus(slot, place)
    const former = up < 0 ? 0 : surplus(slot - place + up, up)
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      const leaves = Number(below[place * count + at])
      below[parent * count + at] = Number(below[parent * count + at]) + leaves
      const spoken = up < 0 ? 0 : former * Number(inverse[up * count + at])
      sum += leaves * (own * Number(inverse[place * count + at]) - spoken)
    }
    return sum
  }

  function descend(
    { first, slots, points }: Block,
    given: Float32Array,
    targetWeights: Float64Array
  ): number {
    const quadrature = quadratures[points] ?? gaussLegendre(points)
    let base = 0
    product.fill(1, 0, points)
    below.fill(0, 0, slots * points)
    for (let place = 0; place < slots; place += 1) {
      if (place > 0) follow(first + place, place, quadrature)
      const id = Number(ids[first + place])
      if (id >= 0) {
        testTrue[place] = testsTrue(trees, id, given) ? 1 : 0
        continue
      }
      const value = weighted(trees, id, targetWeights)
      base += value * Number(reach[first + place])
      reachLeaf(place, value, quadrature)
    }
    return base
  }

  return (block, given, targetWeights, contributions) => {
    const { first, slots, points } = block
    const base = descend(block, given, targetWeights)
    for (let place = slots - 1; place > 0; place -= 1) {
      const feature = Number(features[first + place])
      const sum = settle(first + place, place, points)
      contributions[feature] = Number(contributions[feature]) + sum
    }
    return base
  }
}
