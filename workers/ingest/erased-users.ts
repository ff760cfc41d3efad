/**
 * A message may wait in the queue for hours while a store is away, and arrive after a user in it
 * was erased. Such a message loses the user before any of it is stored.
 */
import { readMessage } from '../../pipelines/events/message'
import { sameScope } from '../../pipelines/events/scope'
import { eraseText } from '../../pipelines/lake/erase'
import type { Delivery } from '../queue/delivery'
import type { Services } from '../services'
import { erasedUsers, GRACE_MS } from '../storage/erasures'

/** Younger messages are stored before the last walk of an erasure begins. */
const LATE_MS = GRACE_MS / 2

export async function withoutErased(
  { db, now }: Pick<Services, 'db' | 'now'>,
  deliveries: readonly Delivery[]
): Promise<readonly Delivery[]> {
  const late = deliveries.filter(({ receivedAt }) => receivedAt < now - LATE_MS)
  if (late.length === 0) return deliveries
  const erased = await erasedUsers(db)
  if (erased.length === 0) return deliveries
  return deliveries.map((delivery) => {
    const hashes = erased.flatMap(({ scope, requestedAt, userHashes }) =>
      sameScope(scope, delivery.scope) && delivery.receivedAt <= requestedAt ? userHashes : []
    )
    return late.includes(delivery) ? without(delivery, hashes) : delivery
  })
}

function without(delivery: Delivery, hashes: readonly string[]): Delivery {
  const { rest, found } = eraseText(String(delivery.message.body), hashes)
  return found.length === 0 ? delivery : { ...delivery, ...readMessage(rest) }
}
