/** Retention of the lake's objects, in days since they were written. */
import { type Scope, scopeKey } from '../events/scope'
import {
  curatedPrefix,
  deadLetterPrefix,
  decisionSnapshotPrefix,
  ledgerPrefix,
  rawPrefix,
} from './keys'

export const RAW_DAYS = 90
export const CURATED_DAYS = 2 * 365

export type LifecycleRule = {
  readonly name: string
  readonly prefix: string
  readonly days: number
}

/** The rules of a bucket for the accounts named. A bucket takes 1,000 rules; each account needs ten. */
export function lifecycleOf(scopes: readonly Scope[]): readonly LifecycleRule[] {
  return scopes.flatMap((scope) => {
    const name = scopeKey(scope).replace('/', '-')
    return [
      { name: `raw-${name}`, prefix: rawPrefix(scope), days: RAW_DAYS },
      { name: `curated-${name}`, prefix: curatedPrefix(scope), days: CURATED_DAYS },
      { name: `dead-letters-${name}`, prefix: deadLetterPrefix(scope), days: RAW_DAYS },
      // Raw objects hold the decisions, which can be replayed while their snapshots exist.
      { name: `snapshots-${name}`, prefix: decisionSnapshotPrefix(scope), days: RAW_DAYS },
      { name: `ledger-${name}`, prefix: ledgerPrefix(scope), days: CURATED_DAYS },
    ]
  })
}
