/** A recorded decision, from its place in the raw lake. */

import type { DecisionEvent } from '../../pipelines/events/event'
import { eventOf } from '../../pipelines/events/event-line'
import type { Scope } from '../../pipelines/events/scope'
import { readRawText } from '../lake/raw-text'
import type { Services } from '../services'
import { findDecision, type IndexedDecision } from '../storage/decision-rows'

export type StoredDecision = {
  readonly indexed: IndexedDecision
  readonly event: DecisionEvent
}

/** Undefined when it was not recorded, is still on its way, or has expired. */
export async function readDecision(
  { db, lake }: Pick<Services, 'db' | 'lake'>,
  scope: Scope,
  id: string
): Promise<StoredDecision | undefined> {
  const indexed = await findDecision(db, scope, id)
  const raw = indexed && (await readRawText(lake, indexed.rawKey))
  if (!raw) return undefined
  const named = `"id":${JSON.stringify(id)}`
  for (const line of raw.text.split('\n')) {
    if (!line.includes(named)) continue
    const event = eventOf(line)
    if (event.type === 'decision' && event.id === id) return { indexed, event }
  }
  return undefined
}
