/**
 * From the hold model's outputs to distributions. An output is the logit of one bin and is named by
 * its upper edge and its mean, "to -0.04 mean -0.07"; the last one, without an upper edge, "over".
 */
import type { Manifest } from '../artifact'
import type { ChangeDistribution } from './change-distribution'

export type ChangeBins = Pick<ChangeDistribution, 'edges' | 'means'>

const NAME = /^(?:to (-?[\d.]+)|over) mean (-?[\d.]+)$/

/** Undefined when the outputs are not bins in rising order around 0. */
export function binsOf({ outputs }: Pick<Manifest, 'outputs'>): ChangeBins | undefined {
  const named = outputs.map((name) => NAME.exec(name))
  const edges = named.slice(0, -1).map((match) => Number(match?.[1]))
  const means = named.map((match) => Number(match?.[2]))
  const last = named.at(-1)
  const rising = edges.every((edge, at) => edge > (edges[at - 1] ?? -1) && edge !== 0)
  const around = edges.some((edge) => edge < 0) && edges.some((edge) => edge > 0)
  return last && last[1] === undefined && rising && around && means.every(Number.isFinite)
    ? { edges, means }
    : undefined
}

/** `outputs` is [rows, bins]; undefined where one is not finite. */
export function decodeChanges(
  outputs: Float32Array,
  rows: number,
  bins: ChangeBins
): readonly (ChangeDistribution | undefined)[] {
  const width = bins.means.length
  return Array.from({ length: rows }, (_, row) => {
    const chances = softmax(outputs.subarray(row * width, (row + 1) * width))
    return chances && { ...bins, chances }
  })
}

function softmax(logits: Float32Array): number[] | undefined {
  const greatest = Math.max(...logits)
  const weights = Array.from(logits, (logit) => Math.exp(logit - greatest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Number.isFinite(total) ? weights.map((weight) => weight / total) : undefined
}
