/** From how checks stand now and stood before to what is worth an alert: changes, not states. */
import type { CheckResult, Status } from './check'

export type Change = CheckResult & { readonly state: 'raised' | 'resolved' }

export function subjectOf({ table, check }: Pick<CheckResult, 'table' | 'check'>): string {
  return `${table}.${check}`
}

/** A check that was never seen before raises when it fails and says nothing when it does not. */
export function changesOf(
  results: readonly CheckResult[],
  before: ReadonlyMap<string, Status>
): Change[] {
  return results.flatMap((result) => {
    const failed = before.get(subjectOf(result)) === 'fail'
    const fails = result.status === 'fail'
    if (fails === failed) return []
    return [{ ...result, state: fails ? ('raised' as const) : ('resolved' as const) }]
  })
}
