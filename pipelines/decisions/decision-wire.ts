/** A decision as the API presents it: the question, the inputs of the answer, and the outcome. */
import { z } from 'zod'
import { IsoDay } from '../../models/airline/calendar'
import { Claims } from '../events/claims'
import { DECISION_SOURCES, OmittedJson, RESOURCES, type SnapshotRef } from '../events/decision'
import type { DecisionEvent } from '../events/event'
import { SNAPSHOT_SOURCES } from '../events/snapshot-source'
import { Verdict } from '../ledger/verdict'

const Snapshot = z.object({
  key: z
    .string()
    .nullable()
    .meta({ description: 'Key of the stored snapshot; null when it could not be stored' }),
  version: z.number(),
  at: z.iso.datetime(),
})

const Omitted = OmittedJson.meta({
  id: 'OmittedJson',
  description: 'Size and digest of JSON that is larger than a decision may be',
})

export const DecisionEntry = z
  .object({
    decision_id: z.string(),
    resource: z.enum(RESOURCES),
    occurred_at: z.iso.datetime().meta({ description: 'Time of the decision' }),
    propensity: z.number().meta({
      description: 'Probability with which an answer is recorded; it depends on its id alone',
    }),
    market: z.string(),
    departure_date: IsoDay,
    question: z.unknown().meta({ description: 'The question, with defaults applied' }),
    inputs: z.object({
      source: z.enum(DECISION_SOURCES).meta({
        description: 'Where the snapshot was read; "none" for an answer that reads no market',
      }),
      snapshot: Snapshot.nullable(),
      further_reads: z
        .array(
          z.object({
            market: z.string(),
            source: z.enum(SNAPSHOT_SOURCES),
            snapshot: Snapshot.nullable(),
          })
        )
        .optional()
        .meta({ description: 'Other markets that the answer read, such as the way back' }),
      rates: z.unknown().meta({ description: 'The table of exchange rates for the answer' }),
      models: z.record(
        z.string(),
        z.object({
          name: z.string().meta({ examples: ['fare@2026-11-20'] }),
          rows: z
            .union([z.array(z.unknown()), Omitted])
            .optional()
            .meta({ description: 'Feature rows as they were used, by name' }),
          inputs: z
            .union([z.array(z.array(z.number().nullable())), Omitted])
            .optional()
            .meta({ description: 'Input tensor of the model, [rows, inputs]; null is missing' }),
        })
      ),
      context: z.unknown().optional(),
    }),
    answer: z.unknown().meta({
      description:
        '`data` of the answer; its size and digest where it is larger than a decision may be',
    }),
    claims: Claims.meta({ description: 'Claims of the answer, in minor units of its currency' }),
    outcome: z.object({
      state: z.enum(['open', 'settled', 'censored', 'unclaimed']),
      next_settlement_at: z.iso.datetime().nullable(),
      settled_at: z.iso.datetime().nullable(),
      verdicts: z.array(Verdict),
    }),
  })
  .meta({ id: 'Decision' })
export type DecisionEntry = z.infer<typeof DecisionEntry>

export type Outcome = {
  readonly state: DecisionEntry['outcome']['state']
  readonly dueAt: number | null
  readonly settledAt: number | null
  readonly verdicts: readonly Verdict[]
}

export function decisionWire(
  { id, at, market, departureDate, decision }: DecisionEvent,
  { state, dueAt, settledAt, verdicts }: Outcome
): DecisionEntry {
  const { source, snapshot, furtherReads, rates, models, context } = decision
  return {
    decision_id: id,
    resource: decision.resource,
    occurred_at: instant(at),
    propensity: decision.propensity,
    market,
    departure_date: departureDate,
    question: decision.question,
    inputs: {
      source,
      snapshot: snapshotWire(snapshot),
      further_reads: furtherReads?.map((read) => ({
        ...read,
        snapshot: snapshotWire(read.snapshot),
      })),
      rates,
      models,
      context,
    },
    answer: decision.answer,
    claims: decision.claims,
    outcome: {
      state,
      next_settlement_at: dueAt === null ? null : instant(dueAt),
      settled_at: settledAt === null ? null : instant(settledAt),
      verdicts: [...verdicts],
    },
  }
}

function instant(at: number): string {
  return new Date(at).toISOString()
}

function snapshotWire(snapshot: SnapshotRef | undefined) {
  return snapshot ? { ...snapshot, at: instant(snapshot.at) } : null
}
