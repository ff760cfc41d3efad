/** A decision on its way to the queue: described behind the answer, from values that no longer change. */
import type { Trip } from '../../models/airline/trip'
import type { Rates } from '../../pipelines/answers/evidence/answer-currency'
import type { Claims } from '../../pipelines/events/claims'
import type { ModelUse, Resource } from '../../pipelines/events/decision'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'

/** What of a decision costs time to tell; asked only of the sampled, after the answer has left. */
export type Description = {
  /** `data` as it was answered. */
  readonly answer: unknown
  readonly claims: Claims
  /** By task, as they answered: "fare", "outlook", ... */
  readonly models: Readonly<Record<string, ModelUse>>
  /** Whatever else the answer was computed from, such as a calibration it told. */
  readonly context?: unknown
}

export type Decision = {
  /** By `newDecisionId`; the same as in the answer's `data.decision_id`. */
  readonly id: string
  readonly resource: Resource
  readonly scope: Scope
  /** Of the answer, or '' where it has none. */
  readonly trip: Trip
  /** What the core was asked, as JSON; what a replay asks again. Nothing of who asked. */
  readonly question: unknown
  readonly reading: SnapshotRead
  readonly rates: Rates
  /** Must describe the answer from values that no longer change. */
  readonly describe: () => Description
}

export type Waiting = { readonly decision: Decision; readonly at: number }
