/**
 * Golden rows of a manifest: inputs with the outputs of the training run, frozen with the model.
 */
import type { Manifest } from './artifact'

/** Outputs are mostly logarithms or shares, so this difference is 1e-4 of a fare. */
export const GOLDEN_TOLERANCE = 1e-4

export function goldenFeatures({ golden }: Manifest): Float32Array {
  return Float32Array.from(golden.features.flat(), (value) => value ?? Number.NaN)
}

/**
 * Greatest difference between an engine's outputs and the golden ones; NaN when they cannot be
 * compared.
 */
export function goldenDifference(outputs: Float32Array, { golden }: Manifest): number {
  const wanted = golden.outputs.flat()
  if (wanted.length === 0 || wanted.length !== outputs.length) return Number.NaN
  return wanted.reduce(
    (greatest, value, at) => Math.max(greatest, differenceOf(value, outputs[at] ?? Number.NaN)),
    0
  )
}

/** Outputs greater than this, such as counts, are compared relative to it. */
const GREAT = 10

function differenceOf(wanted: number, value: number): number {
  return Math.abs(wanted - value) / Math.max(1, Math.abs(wanted) / GREAT)
}
