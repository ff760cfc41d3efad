/** How long the lake keeps what, in days since it was written. */
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

/** As the rules of a bucket, for both modes. */
export const LIFECYCLE: readonly LifecycleRule[] = [true, false].flatMap((liveMode) => {
  const mode = liveMode ? 'live' : 'test'
  return [
    { name: `raw-${mode}`, prefix: rawPrefix(liveMode), days: RAW_DAYS },
    { name: `curated-${mode}`, prefix: curatedPrefix(liveMode), days: CURATED_DAYS },
    { name: `dead-letters-${mode}`, prefix: deadLetterPrefix(liveMode), days: RAW_DAYS },
    // Decisions lie in raw, and can be replayed as long as their snapshots are there.
    { name: `snapshots-${mode}`, prefix: decisionSnapshotPrefix(liveMode), days: RAW_DAYS },
    { name: `ledger-${mode}`, prefix: ledgerPrefix(liveMode), days: CURATED_DAYS },
  ]
})
