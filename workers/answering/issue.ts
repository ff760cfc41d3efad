/**
 * The one place that gives an answer its decision id and records it. An answer opens a draft first, so
 * that only sampled answers keep the inputs of their models; it is issued with the values it was
 * computed from, and nothing is computed again for the record.
 */
import type { AnswerRecord } from '../../pipelines/decisions/answer-record'
import { isSampled } from '../../pipelines/decisions/sampling'
import type { Scope } from '../../pipelines/events/scope'
import { newDecisionId } from '../decisions/decision-id'
import { recordDecision } from '../decisions/record-decision'
import type { Draft } from '../isolate/decision-queue'
import type { Services } from '../services'

export function openDraft({ decisionSampleRate }: Pick<Services, 'decisionSampleRate'>): Draft {
  const id = newDecisionId()
  return { id, isRecorded: isSampled(id, decisionSampleRate) }
}

/** Safe to call for every answer: without a sampled draft `record` is not called. */
export function issue(
  { id, isRecorded }: Draft,
  record: () => AnswerRecord,
  scope: Scope,
  services: Services
): void {
  if (isRecorded) recordDecision(services, { ...record(), id, scope })
}
