/** The inputs of models as a decision records them. */
import type { FeatureRow } from '../../models/runtime/features'
import type { ModelsUsed, RowsUsed } from '../answers/evidence/rows-used'
import type { ModelUse } from '../events/decision'

export function modelUses(used: ModelsUsed): Record<string, ModelUse> {
  return Object.fromEntries(Object.entries(used).map(([task, rows]) => [task, modelUse(rows)]))
}

function modelUse({ name, rows, inputs }: RowsUsed): ModelUse {
  return {
    name,
    rows: rows.map(knownValues),
    ...(inputs && { inputs: inputs.map((row) => row.map(({ value = null }) => value)) }),
  }
}

/** Unknown values are omitted, as JSON would omit them. */
function knownValues({ currency, values }: FeatureRow) {
  const known: Record<string, number | string> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) known[name] = value
  return { currency, values: known }
}
