/**
 * Trees in a layout for contributions: the part of a tree after its gates is a block of slots, a
 * parent before its children. A slot is the end of an edge; slot 0 is the start of the block.
 */
import { valueAt } from '../../statistics/value-at'
import type { Trees } from './trees'

export type Block = {
  /** Index of its first slot in the lists of all slots. */
  readonly first: number
  readonly slots: number
  /** The target of all leaves, or -1 where they have different ones. */
  readonly target: number
  /**
   * Number of Gauss-Legendre points for an exact integral: at most half of the inputs tested on one
   * path, rounded up.
   */
  readonly points: number
}

export type Blocks = {
  /** Block by its first node. */
  readonly byStart: ReadonlyMap<number, Block>
  readonly mostSlots: number
  readonly mostPoints: number
  /** For all slots, block after block: a node's id, or ~id of a leaf. */
  readonly ids: Int32Array
  /** Place of the parent in the block. */
  readonly parents: Int32Array
  /** 1 where the edge is the parent's true branch. */
  readonly whenYes: Uint8Array
  /** Place in the block of the nearest edge above that tests the same input, or -1. */
  readonly above: Int32Array
  /** The input that the edge tests. */
  readonly features: Int32Array
  /** Share of training weight that passes all edges from the start that test the same input. */
  readonly shares: Float64Array
  /** Share of the block's training weight that reaches the slot. */
  readonly reach: Float64Array
}

/** Returns undefined where the trees have no shares, or a node after the gates has none. */
export function blocksOf(trees: Trees): Blocks | undefined {
  const { trueShares, branches } = trees
  if (!trueShares) return undefined
  const byStart = new Map<number, Block>()
  const all: Slot[] = []
  const pending = Array.from(trees.roots)
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id < 0) continue
    if (trueShares[id] === 0) {
      pending.push(...branches.subarray(2 * id, 2 * id + 2))
      continue
    }
    const slots = slotsFrom(trees, trueShares, id)
    if (!slots) return undefined
    byStart.set(id, { first: all.length, slots: slots.length, ...summary(trees, slots) })
    for (const slot of slots) all.push(slot)
  }
  const blocks = [...byStart.values()]
  return {
    byStart,
    mostSlots: blocks.reduce((most, { slots }) => Math.max(most, slots), 0),
    mostPoints: blocks.reduce((most, { points }) => Math.max(most, points), 0),
    ids: Int32Array.from(all, ({ id }) => id),
    parents: Int32Array.from(all, ({ parent }) => parent),
    whenYes: Uint8Array.from(all, ({ whenYes }) => whenYes),
    above: Int32Array.from(all, ({ above }) => above),
    features: Int32Array.from(all, ({ feature }) => feature),
    shares: Float64Array.from(all, ({ share }) => share),
    reach: Float64Array.from(all, ({ reach }) => reach),
  }
}

type Slot = {
  readonly id: number
  readonly parent: number
  readonly whenYes: number
  readonly above: number
  readonly feature: number
  readonly share: number
  readonly reach: number
}

function slotsFrom(
  trees: Trees,
  trueShares: Float64Array,
  start: number
): readonly Slot[] | undefined {
  const root = { parent: -1, whenYes: 0, above: -1, feature: -1, share: 1, reach: 1 }
  const slots: Slot[] = [{ id: start, ...root }]
  for (const [at, { id }] of slots.entries()) {
    if (id < 0) continue
    const trueShare = valueAt(trueShares, id)
    if (!(trueShare > 0 && trueShare < 1)) return undefined
    slots.push(...childrenOf(trees, slots, at, trueShare))
  }
  return slots
}

function summary({ leafTargets }: Trees, slots: readonly Slot[]) {
  const leaves = [...slots.keys()].filter((at) => (slots[at]?.id ?? 0) < 0)
  const targets = new Set(leaves.map((at) => valueAt(leafTargets, ~(slots[at]?.id ?? 0))))
  const [target = -1] = targets
  const inputs = leaves.reduce((most, at) => Math.max(most, differentInputs(slots, at)), 0)
  return { target: targets.size === 1 ? target : -1, points: Math.ceil(inputs / 2) }
}

function childrenOf(
  { width, positions, branches }: Trees,
  slots: readonly Slot[],
  parent: number,
  trueShare: number
): readonly Slot[] {
  const { id = 0, reach = 0 } = slots[parent] ?? {}
  const feature = valueAt(positions, id) % width
  const above = sameInput(slots, parent, feature)
  return [1, 0].map((whenYes) => {
    const share = whenYes ? trueShare : 1 - trueShare
    return {
      id: valueAt(branches, 2 * id + 1 - whenYes),
      parent,
      whenYes,
      above,
      feature,
      share: share * (slots[above]?.share ?? 1),
      reach: share * reach,
    }
  })
}

/** Searches from a slot upwards, including the slot itself. */
function sameInput(slots: readonly Slot[], from: number, feature: number): number {
  for (let at = from; at > 0; at = slots[at]?.parent ?? 0) {
    if (slots[at]?.feature === feature) return at
  }
  return -1
}

function differentInputs(slots: readonly Slot[], leaf: number): number {
  let count = 0
  for (let at = leaf; at > 0; at = slots[at]?.parent ?? 0) {
    if (slots[at]?.above === -1) count += 1
  }
  return count
}
