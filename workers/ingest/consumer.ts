/**
 * Takes events from the queue: into the raw lake, into the features of their market or the index of
 * decisions, into their receipt. Every step may be repeated, so a message is acknowledged only when
 * all of them are done, and a failed step does not stop the others. While a store does not answer,
 * messages are retried; an unreadable message, or one that its market refuses alone and repeatedly,
 * is set aside.
 */

import { setAside } from '../dead-letters/letters'
import { indexDelivered } from '../decisions/index-decisions'
import { type Delivery, deliveryOf } from '../queue/delivery'
import type { Services } from '../services'
import { type Claim, recordProgress } from '../storage/receipt-rows'
import { scanSuspects } from '../watch/scan-suspects'
import { countMarkets } from './count-markets'
import { countDelivery } from './count-messages'
import { withoutErased } from './erased-users'
import { storeRaw } from './raw-store'

/** The end of a batch: "retried" when some of its messages are delivered again. */
export type BatchEnd = {
  readonly outcome: 'ok' | 'retried'
  readonly set_aside: number
  readonly retried: number
}

export async function consume(
  batch: Pick<MessageBatch, 'messages'>,
  services: Services
): Promise<BatchEnd> {
  const deliveries: Delivery[] = []
  const unreadable: Promise<void>[] = []
  for (const message of batch.messages) {
    const delivery = read(message)
    if (typeof delivery === 'string') {
      const death = { cause: 'unreadable', reason: delivery } as const
      unreadable.push(setAside(message, death, services))
      countDelivery(services, message, 'set_aside')
    } else deliveries.push(delivery)
  }
  const [{ dead, retried }] = await Promise.all([process(deliveries, services), ...unreadable])
  const outcome = retried > 0 ? 'retried' : 'ok'
  return { outcome, set_aside: unreadable.length + dead, retried }
}

/** Returns a text with the reason where the message cannot be read. */
function read(message: Message): Delivery | string {
  try {
    return deliveryOf(message)
  } catch (error) {
    return `unreadable: ${error instanceof Error ? error.message : error}`
  }
}

async function process(
  deliveries: readonly Delivery[],
  services: Services
): Promise<{ readonly dead: number; readonly retried: number }> {
  // The same message twice in a batch is the same work.
  const distinct = [...new Map(deliveries.map((delivery) => [delivery.id, delivery])).values()]
  if (distinct.length === 0) return { dead: 0, retried: 0 }
  const { done, refused } = await settle(distinct, services)
  const dead: Promise<void>[] = []
  let retried = 0
  for (const delivery of deliveries) {
    const refusal = refused.get(delivery.id)
    if (done.has(delivery.id)) {
      delivery.ack()
      countDelivery(services, delivery.message, 'done')
    } else if (refusal !== undefined && delivery.attempts >= POISON_ATTEMPTS) {
      const death = { cause: 'uncountable', reason: refusal } as const
      dead.push(setAside(delivery.message, death, services))
      countDelivery(services, delivery.message, 'set_aside')
    } else {
      delivery.retry()
      countDelivery(services, delivery.message, 'retried')
      retried += 1
    }
  }
  await Promise.all(dead)
  return { dead: dead.length, retried }
}

/** A refusal that lasts over some seconds is not the passing state of an object. */
const POISON_ATTEMPTS = 3

type Settled = {
  /** Ids of the messages that need no further delivery. */
  readonly done: ReadonlySet<string>
  /** Reasons by id of the messages that their markets refuse. */
  readonly refused: ReadonlyMap<string, string>
}

async function settle(deliveries: readonly Delivery[], services: Services): Promise<Settled> {
  try {
    const clean = await withoutErased(services, deliveries)
    const claims = await storeRaw(services, clean)
    const stored = clean.filter(({ id }) => claims.has(id))
    const open = stored.filter((delivery) => !isFinished(delivery, claims.get(delivery.id)))

    await indexDelivered(services, open, claims)
    const { counts, refused, quarantined } = await countMarkets(services, open)
    const progress = open.map(({ id, events }) => ({
      id,
      stored: events.length,
      ...(counts.get(id) ?? { counted: 0, repeated: 0 }),
    }))
    await recordProgress(services.db, progress)
    services.defer(scanSuspects(services, quarantined))
    const finished = progress.filter((each) => each.counted + each.repeated === each.stored)
    const openIds = new Set(open.map(({ id }) => id))
    const done = new Set([
      ...finished.map(({ id }) => id),
      ...stored.map(({ id }) => id).filter((id) => !openIds.has(id)),
    ])
    return { done, refused }
  } catch (error) {
    services.log.error('batch not settled', { error })
    return { done: new Set(), refused: new Map() }
  }
}

/** Whether only its acknowledgement was lost. */
function isFinished({ events }: Delivery, claim: Claim | undefined): boolean {
  return claim !== undefined && claim.counted + claim.repeated === events.length
}
