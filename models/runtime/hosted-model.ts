/** A model as a host knows it: how a session becomes its port, and what answers meanwhile. */
import type { Manifest } from './artifact'

/** What one input added to an output, per input, on the scale of the trees. */
export type Contributions = { readonly base: number; readonly contributions: Float64Array }

export type ModelSession = {
  readonly manifest: Manifest
  /** `features` is [rows, inputs] in row order, NaN is missing; so is the answer, [rows, outputs]. */
  run(features: Float32Array, rows: number): Promise<Float32Array>
  /** Of one row and the output of that name; undefined where the file has no weights of its trees. */
  explain(features: Float32Array, output: string): Contributions | undefined
}

export type HostedModel<Port extends { readonly name: string }> = {
  /** As in `models/<model>/champion.json` of the lake. */
  readonly model: string
  /** Outputs a manifest must name, in any order. */
  readonly outputs: readonly string[]
  /** Never fails, needs no file; `reason` says why it stands in. */
  baseline(reason: string): Port
  serve(session: ModelSession): Port
}

/** How a port names its version. */
export function versionName({ model, version }: Manifest): string {
  return `${model}@${version}`
}
