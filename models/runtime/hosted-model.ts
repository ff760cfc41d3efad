/**
 * A model's registration with the host: how a session becomes its port, and the baseline that
 * answers until then.
 */
import type { Manifest } from './artifact'

/** Contributions of all inputs to one output, on the scale of the trees. */
export type Contributions = { readonly base: number; readonly contributions: Float64Array }

export type ModelSession = {
  readonly manifest: Manifest
  /** `features` is [rows, inputs] in row order, NaN is missing; the result is [rows, outputs]. */
  run(features: Float32Array, rows: number): Promise<Float32Array>
  /** Explains the named output of one row; undefined where the file has no weights of its trees. */
  explain(features: Float32Array, output: string): Contributions | undefined
}

export type HostedModel<Port extends { readonly name: string }> = {
  /** Name as in `models/<model>/champion.json` of the lake. */
  readonly model: string
  /** Outputs that a manifest must name, in any order. */
  readonly outputs: readonly string[]
  /** Never fails and needs no file; `reason` states why the baseline answers. */
  baseline(reason: string): Port
  serve(session: ModelSession): Port
}

/** Formats the version as a port names it. */
export function versionName({ model, version }: Manifest): string {
  return `${model}@${version}`
}
