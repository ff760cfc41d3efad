/** Indexes the decisions among the events of a batch, once they are in the raw lake. */
import { type DecisionRow, decisionRow } from '../../pipelines/decisions/decision-row'
import type { Delivery } from '../queue/delivery'
import type { Services } from '../services'
import { indexDecisions } from '../storage/decision-rows'
import type { Claim } from '../storage/receipt-rows'

/** A row is about 1 KB of JSON, and D1 takes texts of 2 MB. */
const ROWS_PER_STATEMENT = 500

/**
 * Safe to repeat. Throws when the index cannot be written, so that the messages are delivered
 * again.
 */
export async function indexDelivered(
  { db }: Pick<Services, 'db'>,
  deliveries: readonly Pick<Delivery, 'id' | 'scope' | 'events'>[],
  claims: ReadonlyMap<string, Pick<Claim, 'rawKey'>>
): Promise<void> {
  const rows: DecisionRow[] = []
  for (const { id, scope, events } of deliveries) {
    const rawKey = claims.get(id)?.rawKey
    if (!rawKey) continue
    for (const event of events) {
      if (event.type === 'decision') rows.push(decisionRow(event, { scope, rawKey }))
    }
  }
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    await indexDecisions(db, rows.slice(at, at + ROWS_PER_STATEMENT))
  }
}
