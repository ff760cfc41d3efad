/**
 * Decisions on their way out of the isolate. An answer pays for a hash of its id and, when sampled,
 * for one entry in a list; serialising, storing and sending go on behind it. The list is sent a
 * moment later, by the request that found it empty, so that many decisions share a queue message. A
 * decision that cannot be sent, or exceeds the limit, is dropped, counted and logged: no answer
 * ever waits or fails for it.
 */

import { isSampled } from '../../pipelines/decisions/sampling'
import type { Decision } from '../isolate/decision-queue'
import type { Services } from '../services'
import { sendDecisions } from './send-decisions'

/** More at once would only fill memory: answers hold snapshots alive until they are described. */
const MAX_WAITING = 500
const SEND_AFTER_MS = 200
/** A sending request that was cancelled never sends; after this another may. */
const SENDER_LOST_MS = 5_000

export function recordDecision(services: Services, decision: Decision): void {
  if (!isSampled(decision.id, services.decisionSampleRate)) return
  const queue = services.isolate.decisions
  if (queue.waiting.length >= MAX_WAITING) {
    queue.dropped += 1
    return
  }
  queue.waiting.push({ decision, at: services.now })
  const wallNow = services.wallNow()
  if (wallNow < queue.senderUntil) return
  queue.senderUntil = wallNow + SENDER_LOST_MS
  services.defer(scheduler.wait(SEND_AFTER_MS).then(() => sendWaiting(services)))
}

async function sendWaiting(services: Services): Promise<void> {
  const queue = services.isolate.decisions
  const sending = queue.waiting
  queue.waiting = []
  queue.senderUntil = 0
  const before = queue.dropped
  const lost = await sendDecisions(sending, services)
  queue.recorded += sending.length - lost
  queue.dropped += lost
  const { recorded, dropped } = queue
  if (dropped > before) services.log.error('decisions dropped', { dropped, recorded })
}

/** Counts of this isolate since it started. */
export function decisionCounts({ isolate }: Pick<Services, 'isolate'>): {
  readonly recorded: number
  readonly dropped: number
} {
  const { recorded, dropped } = isolate.decisions
  return { recorded, dropped }
}
