/** Builds the event of a decision from an answer and its inputs. */
import { utcDay } from '../../models/airline/calendar'
import { type RateTable, rateTableAt } from '../../models/airline/exchange-rates'
import type { Rates } from '../answers/evidence/answer-currency'
import type { DecisionRecord, ModelUse, SnapshotRef } from '../events/decision'
import type { DecisionEvent } from '../events/event'
import type { AnswerRecord, MarketRead } from './answer-record'
import { boundedJson, boundedUse } from './bounded-json'

/** The facts of a decision that its answer does not contain. */
export type RecordedAs = {
  readonly id: string
  /** The clock of the answer, epoch ms. */
  readonly at: number
  readonly propensity: number
  readonly simulatedClock: boolean
  /** Keys of the stored snapshots by market; null where one could not be stored. */
  readonly snapshotKeys: ReadonlyMap<string, string | null>
}

/** Throws what `describe` throws. */
export function decisionEvent(answered: AnswerRecord, about: RecordedAs): DecisionEvent {
  const { id, at } = about
  const { market, departureDate, returnDate, cabin, passengers, currency } = answered.trip
  return {
    type: 'decision',
    id,
    at,
    receivedAt: at,
    market,
    departureDate,
    returnDate,
    cabin,
    passengers,
    currency,
    shopper: {},
    decision: decisionRecord(answered, about),
  }
}

function decisionRecord(
  { resource, question, reads, rates, describe }: AnswerRecord,
  { at, propensity, simulatedClock, snapshotKeys }: RecordedAs
): DecisionRecord {
  const { answer, claims, models, context } = describe()
  const [first, ...further] = reads
  const refOf = ({ market, snapshot }: MarketRead): SnapshotRef | undefined =>
    snapshot && {
      key: snapshotKeys.get(market) ?? null,
      version: snapshot.version,
      at: snapshot.at,
    }
  return {
    resource,
    propensity,
    question,
    ...(simulatedClock && { simulatedClock: true }),
    source: first.source,
    snapshot: refOf(first),
    ...(further.length > 0 && {
      furtherReads: further.flatMap((read) =>
        read.source === 'none'
          ? []
          : [{ market: read.market, source: read.source, snapshot: refOf(read) }]
      ),
    }),
    rates: rates === 'not-read' ? rates : tablesUsed(rates, at),
    models: boundedUses(models),
    ...(context !== undefined && { context }),
    answer: boundedJson(answer),
    claims,
  }
}

export function boundedUses(models: Readonly<Record<string, ModelUse>>): Record<string, ModelUse> {
  return Object.fromEntries(Object.entries(models).map(([task, use]) => [task, boundedUse(use)]))
}

/** All conversions of a moment use one table. */
function tablesUsed(rates: Exclude<Rates, 'not-read'>, at: number): RateTable[] {
  const table = rateTableAt(rates, utcDay(at))
  return table ? [table] : []
}
