/** Environments name their queues apart ("fareline-events-staging"); the dead ones say so. */

import { bury } from '../dead-letters/letters'
import type { Services } from '../services'
import { logged } from '../work-line'
import { consume } from './consumer'

const DEAD = 'fareline-events-dead'

export async function consumeQueue(batch: MessageBatch, services: Services): Promise<void> {
  const messages = batch.messages.length
  await logged(services, 'queue batch', async () => {
    if (!batch.queue.startsWith(DEAD)) return { ...(await consume(batch, services)), messages }
    await bury(batch, services)
    return { outcome: 'buried', messages }
  })
}
