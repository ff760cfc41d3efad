/** Decisions on their way to the queue, which wait in the isolate to share a message. */
import type { AnswerRecord } from '../../pipelines/decisions/answer-record'
import type { Scope } from '../../pipelines/events/scope'

/** Described behind the answer, from values that no longer change. */
export type Decision = AnswerRecord & {
  /** By `newDecisionId`; the same as in the answer's `data.decision_id`. */
  readonly id: string
  readonly scope: Scope
}

export type Draft = {
  /** The answer's `decision_id`. */
  readonly id: string
  /** Whether the decision is sampled: a share of answers is, chosen by the id alone. */
  readonly isRecorded: boolean
}

export type Waiting = { readonly decision: Decision; readonly at: number }

export type DecisionQueue = {
  waiting: Waiting[]
  /** Until then the request that found the queue empty is taken to send it. */
  senderUntil: number
  recorded: number
  dropped: number
  /**
   * Keys of snapshots that this isolate has stored, by fare groups and then by scope. A snapshot that
   * was read again and had not changed differs only in its clock, which is not stored.
   */
  readonly storedSnapshots: WeakMap<object, Map<string, string>>
}

export function createDecisionQueue(): DecisionQueue {
  return { waiting: [], senderUntil: 0, recorded: 0, dropped: 0, storedSnapshots: new WeakMap() }
}
