/** Compares the current check results with the previous ones. Alerts report changes, not states. */
import type { CheckResult, Status } from './check'

export type Change = CheckResult & { readonly state: 'raised' | 'resolved' }

export function subjectOf({ table, check }: Pick<CheckResult, 'table' | 'check'>): string {
  return `${table}.${check}`
}

/** A check without a previous result raises an alert when it fails and is silent otherwise. */
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
