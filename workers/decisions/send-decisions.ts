/**
 * Sampled decisions as packed messages of the events queue. Cost at 10,000 answers a second with
 * one in 1,000 recorded, ten a second of 8 KB each: 26 million queue messages a month if none
 * shared one, 31 $; as many writes to D1 and its indexes, 100 $; 26 million snapshots at worst,
 * each the first of its version, 117 $ (see snapshot-store.ts). One in 100 is ten times that: hence
 * the rate.
 */

import { HOUR_MS, utcDay } from '../../models/airline/calendar'
import { decisionEvent } from '../../pipelines/decisions/decision-event'
import { hasSimulatedClock } from '../../pipelines/decisions/decision-row'
import type { DecisionEvent } from '../../pipelines/events/event'
import { lineOf } from '../../pipelines/events/event-line'
import {
  DECISION_RECEIPTS,
  MAX_LINE_BYTES,
  packMessages,
  utf8Length,
} from '../../pipelines/events/message'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Decision, Waiting } from '../isolate/decision-queue'
import { send } from '../queue/send'
import type { Services } from '../services'
import { keepSnapshot } from './snapshot-store'

/** Returns the number of lost decisions. */
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

/** Tries twice: queues fail briefly, and the answer has already been sent. */
async function sendTwice(messages: readonly string[], services: Services): Promise<void> {
  try {
    await send(services.events, messages)
  } catch {
    await scheduler.wait(RETRY_MS)
    await send(services.events, messages)
  }
}
const RETRY_MS = 500

/** Skips a decision that fails to build or exceeds a message, and sends the rest. */
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
  { id, scope, ...answered }: Decision,
  at: number,
  services: Services
): Promise<DecisionEvent> {
  const snapshotKeys = new Map<string, string | null>()
  for (const { market, snapshot } of answered.reads) {
    if (snapshot) snapshotKeys.set(market, await keepSnapshot(snapshot, scope, services))
  }
  return decisionEvent(answered, {
    id,
    at,
    propensity: services.decisionSampleRate,
    simulatedClock: hasSimulatedClock(at, services.wallNow()),
    snapshotKeys,
  })
}
