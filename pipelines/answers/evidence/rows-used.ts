/** The rows that a model answered, kept so that a decision records them as they were used. */
import type { ModelInput } from '../../../models/runtime/encode'
import type { FeatureRow } from '../../../models/runtime/features'
import type { ModelPort } from '../../../models/runtime/model-port'

export type RowsUsed = {
  /** The version that answered: "fare@2026-11-20", or "baseline (reason)". */
  readonly name: string
  readonly rows: readonly FeatureRow[]
  /** Encoded inputs, a list for each row; undefined for a baseline, which reads the row itself. */
  readonly inputs?: readonly (readonly ModelInput[])[] | undefined
}

/** By task: "fare", "outlook", "hold", "choice". */
export type ModelsUsed = Readonly<Record<string, RowsUsed>>

/** Call it right after `predict`, when the port still is the version that answered. */
export function rowsUsed<Row>(
  port: Pick<ModelPort<Row, unknown>, 'name' | 'inputs'>,
  questions: readonly Row[],
  rowOf: (question: Row) => FeatureRow
): RowsUsed {
  const inputs = questions.flatMap((question) => {
    const encoded = port.inputs?.(question)
    return encoded ? [encoded] : []
  })
  return {
    name: port.name,
    rows: questions.map(rowOf),
    inputs: inputs.length > 0 ? inputs : undefined,
  }
}
