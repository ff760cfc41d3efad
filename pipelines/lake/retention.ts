/** Retention of the lake's objects, in days since they were written. */
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

/** Lifecycle rules of the bucket, for both modes. */
export const LIFECYCLE: readonly LifecycleRule[] = [true, false].flatMap((liveMode) => {
  const mode = liveMode ? 'live' : 'test'
  return [
    { name: `raw-${mode}`, prefix: rawPrefix(liveMode), days: RAW_DAYS },
    { name: `curated-${mode}`, prefix: curatedPrefix(liveMode), days: CURATED_DAYS },
    { name: `dead-letters-${mode}`, prefix: deadLetterPrefix(liveMode), days: RAW_DAYS },
    // Decisions are stored in raw, and can be recomputed as long as their snapshots are retained.
    { name: `snapshots-${mode}`, prefix: decisionSnapshotPrefix(liveMode), days: RAW_DAYS },
    { name: `ledger-${mode}`, prefix: ledgerPrefix(liveMode), days: CURATED_DAYS },
  ]
})
