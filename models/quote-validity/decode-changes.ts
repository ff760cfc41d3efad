/**
 * From the hold model's outputs to distributions. An output is a logit of one bin of the change and
 * is named by its upper edge and its mean, "to -0.04 mean -0.0700", "over mean 0.5500" without an
 * upper edge. The one that begins with "same" is the logit that the price has not changed; the others
 * share what is left as a softmax.
 */
import type { Manifest } from '../runtime/artifact'
import type { ChangeDistribution } from './change-distribution'

export type ChangeBins = Pick<ChangeDistribution, 'edges' | 'means'> & {
  /** Which bin is "the same". */
  readonly same: number
}

const NAME = /^(same )?(?:to (-?[\d.]+)|over) mean (-?[\d.]+)$/

/** Undefined when the outputs are not bins in rising order around "the same". */
export function binsOf({ outputs }: Pick<Manifest, 'outputs'>): ChangeBins | undefined {
  const named = outputs.map((name) => NAME.exec(name))
  const edges = named.slice(0, -1).map((match) => Number(match?.[2]))
  const means = named.map((match) => Number(match?.[3]))
  const same = named.findIndex((match) => match?.[1] !== undefined)
  const last = named.at(-1)
  const rising = edges.every((edge, at) => edge > (edges[at - 1] ?? -1))
  const around = (edges[same - 1] ?? 0) < 0 && (edges[same] ?? 0) > 0
  return last && last[2] === undefined && rising && around && means.every(Number.isFinite)
    ? { edges, means, same }
    : undefined
}

/** `outputs` is [rows, bins]; undefined where one is not finite. */
export function decodeChanges(
  outputs: Float32Array,
  rows: number,
  { edges, means, same }: ChangeBins
): readonly (ChangeDistribution | undefined)[] {
  const width = means.length
  return Array.from({ length: rows }, (_, row) => {
    const chances = chancesOf(outputs.subarray(row * width, (row + 1) * width), same)
    return chances && { edges, means, chances }
  })
}

function chancesOf(logits: Float32Array, same: number): number[] | undefined {
  const held = 1 / (1 + Math.exp(-(logits[same] ?? Number.NaN)))
  let greatest = Number.NEGATIVE_INFINITY
  for (const [bin, logit] of logits.entries()) {
    if (bin !== same) greatest = Math.max(greatest, logit)
  }
  const weights = Array.from(logits, (logit, bin) =>
    bin === same ? 0 : Math.exp(logit - greatest)
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!Number.isFinite(held + total)) return undefined
  return weights.map((weight, bin) => (bin === same ? held : ((1 - held) * weight) / total))
}
