/** A decision on its way to the queue: described behind the answer, from values that no longer change. */
import type { AnswerRecord } from '../../pipelines/decisions/answer-record'
import type { Scope } from '../../pipelines/events/scope'

export type Decision = AnswerRecord & {
  /** By `newDecisionId`; the same as in the answer's `data.decision_id`. */
  readonly id: string
  readonly scope: Scope
}

export type Waiting = { readonly decision: Decision; readonly at: number }
