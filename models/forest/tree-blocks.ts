/**
 * Trees laid out for contributions: what stands behind the gates of a tree is a block of slots, a
 * parent before its children. A slot is the end of an edge; slot 0 is where the block starts.
 */
import type { Trees } from './trees'

export type Block = {
  /** A node's id, or ~id of a leaf. */
  readonly ids: Int32Array
  readonly parents: Int32Array
  /** 1 where the edge is taken when the parent's answer is yes. */
  readonly whenYes: Uint8Array
  /** The next edge above that asks about the same input, or -1. */
  readonly above: Int32Array
  /** The input that the edge asks about. */
  readonly features: Int32Array
  /** Share of training weight that would go on, by all edges from the start that ask the same. */
  readonly shares: Float64Array
  /** Share of the block's training weight that gets here. */
  readonly reach: Float64Array
  /** The target of all leaves, or -1 where they differ. */
  readonly target: number
  /** Different inputs asked on one way from start to leaf, at most. */
  readonly inputs: number
}

/** By the node a block starts with; undefined where a node inside has no share. */
export function blocksOf(trees: Trees): ReadonlyMap<number, Block> | undefined {
  const { trueShares, branches } = trees
  if (!trueShares) return undefined
  const blocks = new Map<number, Block>()
  const pending = Array.from(trees.roots)
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id < 0) continue
    if (trueShares[id] === 0) {
      pending.push(...branches.subarray(2 * id, 2 * id + 2))
    } else {
      const block = blockAt(trees, trueShares, id)
      if (!block) return undefined
      blocks.set(id, block)
    }
  }
  return blocks
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

function blockAt(trees: Trees, trueShares: Float64Array, start: number): Block | undefined {
  const root = { parent: -1, whenYes: 0, above: -1, feature: -1, share: 1, reach: 1 }
  const slots: Slot[] = [{ id: start, ...root }]
  for (const [at, { id }] of slots.entries()) {
    if (id < 0) continue
    const trueShare = trueShares[id] ?? 0
    if (!(trueShare > 0 && trueShare < 1)) return undefined
    slots.push(...childrenOf(trees, slots, at, trueShare))
  }
  const leaves = [...slots.keys()].filter((at) => (slots[at]?.id ?? 0) < 0)
  const targets = new Set(leaves.map((at) => trees.leafTargets[~(slots[at]?.id ?? 0)] ?? 0))
  const [target = -1] = targets
  return {
    ids: Int32Array.from(slots, ({ id }) => id),
    parents: Int32Array.from(slots, ({ parent }) => parent),
    whenYes: Uint8Array.from(slots, ({ whenYes }) => whenYes),
    above: Int32Array.from(slots, ({ above }) => above),
    features: Int32Array.from(slots, ({ feature }) => feature),
    shares: Float64Array.from(slots, ({ share }) => share),
    reach: Float64Array.from(slots, ({ reach }) => reach),
    target: targets.size === 1 ? target : -1,
    inputs: leaves.reduce((most, at) => Math.max(most, differentInputs(slots, at)), 0),
  }
}

function childrenOf(
  { width, positions, branches }: Trees,
  slots: readonly Slot[],
  parent: number,
  trueShare: number
): readonly Slot[] {
  const { id = 0, reach = 0 } = slots[parent] ?? {}
  const feature = (positions[id] ?? 0) % width
  const above = sameInput(slots, parent, feature)
  return [1, 0].map((whenYes) => {
    const share = whenYes ? trueShare : 1 - trueShare
    return {
      id: branches[2 * id + 1 - whenYes] ?? 0,
      parent,
      whenYes,
      above,
      feature,
      share: share * (slots[above]?.share ?? 1),
      reach: share * reach,
    }
  })
}

/** From a slot upwards, itself included. */
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
