/**
 * Turns the quote-validity model's outputs into distributions. An output is a logit of one bin of
 * the change. Its name gives the bin's upper edge and mean, as in "to -0.04 mean -0.0700", or "over
 * mean 0.5500" without an upper edge. The output that begins with "same" is the logit of an
 * unchanged price; the others share the remaining probability as a softmax.
 */
import type { Manifest } from '../runtime/artifact'
import type { ChangeDistribution } from './change-distribution'

export type ChangeBins = Pick<ChangeDistribution, 'edges' | 'means'> & {
  /** Index of the bin "the same price". */
  readonly same: number
}

const NAME = /^(same )?(?:to (-?[\d.]+)|over) mean (-?[\d.]+)$/

/** Returns undefined when the outputs are not bins in ascending order around "the same price". */
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

/**
 * `outputs` has shape [rows, bins]; the result is undefined for a row with a value that is not
 * finite.
 */
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
  const pSame = 1 / (1 + Math.exp(-(logits[same] ?? Number.NaN)))
  let greatest = Number.NEGATIVE_INFINITY
  for (const [bin, logit] of logits.entries()) {
    if (bin !== same) greatest = Math.max(greatest, logit)
  }
  const weights = Array.from(logits, (logit, bin) =>
    bin === same ? 0 : Math.exp(logit - greatest)
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!Number.isFinite(pSame + total)) return undefined
  return weights.map((weight, bin) => (bin === same ? pSame : ((1 - pSame) * weight) / total))
}
