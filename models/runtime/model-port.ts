/** What every model is asked through, be it trained or the rule that stands in for it. */
import type { ModelInput } from './encode'
import type { Explanation } from './explanation'

export interface ModelPort<Row, Answer> {
  /** "<model>@<version>", or "baseline" with the reason it stands in. */
  readonly name: string
  /** One answer a row, in order. */
  predict(rows: readonly Row[]): Promise<readonly Answer[]>
  /** How the model is given a row; undefined when a rule answers, which reads the row itself. */
  inputs?(row: Row): readonly ModelInput[] | undefined
  /** What moved an output, by its name; undefined where the model's file cannot tell. */
  explain?(row: Row, output: string): Explanation | undefined
}
