/** Environments name their queues apart ("fareline-events-staging"); the dead ones say so. */

import { bury } from '../dead-letters/letters'
import type { Services } from '../services'
import { logged } from '../work-line'
import { consume } from './consumer'

const DEAD = 'fareline-events-dead'

export async function consumeQueue(batch: MessageBatch, services: Services): Promise<void> {
  const messages = batch.messages.length
  const work = batch.queue.startsWith(DEAD) ? buried : consume
  await logged(
    services,
    'queue batch',
    () => work(batch, services),
    (end) => ({ ...end, messages })
  )
}

async function buried(batch: MessageBatch, services: Services) {
  await bury(batch, services)
  return { outcome: 'buried' }
}
