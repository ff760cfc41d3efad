/** The interface of every model, trained or baseline. */
import type { ModelInput } from './encode'
import type { Explanation } from './explanation'

export interface ModelPort<Row, Answer> {
  /** "<model>@<version>", or "baseline" with the reason why it answers. */
  readonly name: string
  /** Returns one answer per row, in order. */
  predict(rows: readonly Row[]): Promise<readonly Answer[]>
  /** The encoded inputs of a row; undefined for a baseline, which reads the row itself. */
  inputs?(row: Row): readonly ModelInput[] | undefined
  /** Contributions to the named output; undefined where the model's file has no weights. */
  explain?(row: Row, output: string): Explanation | undefined
}
