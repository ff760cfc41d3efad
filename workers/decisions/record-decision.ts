/**
 * Decisions on their way out of the isolate. An answer pays for a hash of its id and, when sampled,
 * for one entry in a list; serialising, storing and sending go on behind it. The list is sent a
 * moment later, by the request that found it empty, so that many decisions share a queue message. A
 * decision that cannot be sent, or exceeds the limit, is dropped, counted and logged: no answer
 * ever waits or fails for it.
 */

import { isSampled } from '../../pipelines/decisions/sampling'
import type { Services } from '../services'
import type { Decision, Waiting } from './decision-record'
import { sendDecisions } from './send-decisions'

/** More at once would only fill memory: answers hold snapshots alive until they are described. */
const MAX_WAITING = 500
const SEND_AFTER_MS = 200
/** A sending request that was cancelled never sends; after this another may. */
const SENDER_LOST_MS = 5_000

let waiting: Waiting[] = []
let senderUntil = 0
let recorded = 0
let dropped = 0

export function recordDecision(services: Services, decision: Decision): void {
  if (!isSampled(decision.id, services.decisionSampleRate)) return
  if (waiting.length >= MAX_WAITING) {
    dropped += 1
    return
  }
  waiting.push({ decision, at: services.now })
  const wallNow = services.wallNow()
  if (wallNow < senderUntil) return
  senderUntil = wallNow + SENDER_LOST_MS
  services.defer(scheduler.wait(SEND_AFTER_MS).then(() => sendWaiting(services)))
}

async function sendWaiting(services: Services): Promise<void> {
  const sending = waiting
  waiting = []
  senderUntil = 0
  const before = dropped
  const lost = await sendDecisions(sending, services)
  recorded += sending.length - lost
  dropped += lost
  if (dropped > before) services.log.error('decisions dropped', { dropped, recorded })
}

/** Counts of this isolate. */
export function decisionCounts(): { readonly recorded: number; readonly dropped: number } {
  return { recorded, dropped }
}
