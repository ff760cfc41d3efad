/**
 * Sampled decisions as packed messages of the events queue. What it costs at 10,000 answers a second
 * with one in 1,000 recorded, ten a second of 8 KB each: 26 million queue messages a month if none
 * shared one, 31 $; as many writes to D1 and its indexes, 100 $; 26 million snapshots at worst, each
 * the first of its version, 117 $ (see snapshot-store.ts). One in 100 is ten times that: hence the rate.
 */

import { HOUR_MS, utcDay } from '../../models/airline/calendar'
import { type RateTable, rateTableAt } from '../../models/airline/exchange-rates'
import { hasSimulatedClock } from '../../pipelines/decisions/decision-row'
import type { DecisionRecord } from '../../pipelines/events/decision'
import type { DecisionEvent } from '../../pipelines/events/event'
import { lineOf } from '../../pipelines/events/event-line'
import { MAX_LINE_BYTES, packMessages, utf8Length } from '../../pipelines/events/message'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { send } from '../queue/send'
import type { Services } from '../services'
import type { Decision, Waiting } from './decision-record'
import { keepSnapshot } from './snapshot-store'

/** Receipts of decisions are only names of messages; the day in them says when they may be forgotten. */
export const DECISION_RECEIPTS = 'dcs_'

/** How many were lost. */
export async function sendDecisions(
  sending: readonly Waiting[],
  services: Services
): Promise<number> {
  let lost = 0
  const groups = Map.groupBy(
    sending,
    ({ decision, at }) => `${scopeKey(decision.scope)} ${Math.floor(at / HOUR_MS)}`
  )
  for (const [first, ...others] of groups.values()) {
    if (!first) continue
    const group = [first, ...others]
    try {
      const events = await eventsOf(group, services)
      await sendTwice(packed(first.decision.scope, group, events, services.wallNow()), services)
      lost += group.length - events.length
    } catch (error) {
      services.log.error('decisions not sent', { decisions: group.length, error })
      lost += group.length
    }
  }
  return lost
}

function packed(
  scope: Scope,
  group: readonly Waiting[],
  events: readonly DecisionEvent[],
  wallNow: number
): string[] {
  const receivedAt = Math.max(...group.map(({ at }) => at))
  const random = crypto.randomUUID().replaceAll('-', '').slice(-20)
  return packMessages(
    {
      receiptId: `${DECISION_RECEIPTS}${utcDay(wallNow)}_${random}`,
      scope,
      receivedAt,
    },
    events
  )
}

/** The queue hiccups; the answer has long left, so a second try costs nothing. */
async function sendTwice(messages: readonly string[], services: Services): Promise<void> {
  try {
    await send(services.events, messages)
  } catch {
    await scheduler.wait(RETRY_MS)
    await send(services.events, messages)
  }
}
const RETRY_MS = 500

/** One that cannot be told, or is too large for a message, keeps no other from being sent. */
async function eventsOf(group: readonly Waiting[], services: Services): Promise<DecisionEvent[]> {
  const events: DecisionEvent[] = []
  for (const { decision, at } of group) {
    try {
      const event = await eventOf(decision, at, services)
      const bytes = utf8Length(lineOf(event))
      if (bytes > MAX_LINE_BYTES) throw new RangeError(`a decision of ${bytes} bytes is too large`)
      events.push(event)
    } catch (error) {
      services.log.error('decision not serialised', { id: decision.id, error })
    }
  }
  return events
}

async function eventOf(
  { id, resource, scope, trip, question, reading, rates, describe }: Decision,
  at: number,
  services: Services
): Promise<DecisionEvent> {
  const { answer, claims, models, context } = describe()
  const { snapshot, source } = reading
  const decision: DecisionRecord = {
    resource,
    propensity: services.decisionSampleRate,
    question,
    ...(hasSimulatedClock(at, services.wallNow()) && { simulatedClock: true }),
    source,
    snapshot: snapshot && {
      key: await keepSnapshot(snapshot, scope, services),
      version: snapshot.version,
      at: snapshot.at,
    },
    rates: rates === 'not-read' ? rates : tablesUsed(rates, at),
    models: { ...models },
    ...(context !== undefined && { context }),
    answer,
    claims,
  }
  const { market, departureDate, returnDate, cabin, passengers, currency } = trip
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
    decision,
  }
}

/** All conversions of a moment go by one table. */
function tablesUsed(rates: readonly RateTable[], at: number): RateTable[] {
  const table = rateTableAt(rates, utcDay(at))
  return table ? [table] : []
}
