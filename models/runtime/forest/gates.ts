/**
 * Trees of one expert start with the same gates: nodes with one branch to a leaf of 0. Trees that
 * share the same gates are evaluated together, and skipped together when a gate is closed, since
 * each of them would add 0.
 */
import { valueAt } from '../../statistics/value-at'
import type { Trees } from './trees'

export type Gate = {
  readonly position: number
  readonly threshold: number
  /** Whether rows below the threshold pass the gate. */
  readonly below: boolean
}

export type Grove = {
  readonly gates: readonly Gate[]
  /** First node after the gates: a node's id, or ~id of a leaf. */
  readonly starts: Int32Array
}

export function grovesOf(trees: Trees): readonly Grove[] {
  const groves: { gates: readonly Gate[]; starts: number[] }[] = []
  for (const root of trees.roots) {
    const { gates, start } = behindGates(trees, root)
    const last = groves.at(-1)
    if (last && sameGates(last.gates, gates)) last.starts.push(start)
    else groves.push({ gates, starts: [start] })
  }
  return groves.map(({ gates, starts }) => ({ gates, starts: Int32Array.from(starts) }))
}

function behindGates(trees: Trees, root: number): { gates: readonly Gate[]; start: number } {
  const { positions, thresholds, branches, leafWeights } = trees
  const gates: Gate[] = []
  let start = root
  while (start >= 0) {
    const [yes = 0, no = 0] = branches.subarray(2 * start, 2 * start + 2)
    const below = no < 0 && leafWeights[~no] === 0
    if (!below && !(yes < 0 && leafWeights[~yes] === 0)) break
    gates.push({
      position: valueAt(positions, start),
      threshold: valueAt(thresholds, start),
      below,
    })
    start = below ? yes : no
  }
  return { gates, start }
}

function sameGates(some: readonly Gate[], others: readonly Gate[]): boolean {
  return (
    some.length === others.length &&
    some.every((gate, at) => {
      const other = others[at]
      return (
        gate.position === other?.position &&
        gate.threshold === other.threshold &&
        gate.below === other.below
      )
    })
  )
}
