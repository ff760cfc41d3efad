import type { Schema } from './api-types'

export type OperationTotal = {
  readonly operation: string
  readonly requests: number
  readonly units: number
  readonly cost: number
}

/** Days and keys added up, the most requested operation first. */
export function byOperation(entries: readonly Schema['UsageEntry'][]): readonly OperationTotal[] {
  const groups = Map.groupBy(entries, ({ operation }) => operation)
  return [...groups]
    .map(([operation, all]) => ({
      operation,
      requests: all.reduce((sum, each) => sum + each.requests, 0),
      units: all.reduce((sum, each) => sum + each.units, 0),
      cost: all.reduce((sum, each) => sum + each.estimated_cost_usd, 0),
    }))
    .toSorted((a, b) => b.requests - a.requests || a.operation.localeCompare(b.operation))
}
