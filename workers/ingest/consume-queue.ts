/** Environments name their queues apart ("fareline-events-staging"); the dead ones say so. */

import { bury } from '../dead-letters/letters'
import type { Services } from '../services'
import { consume } from './consumer'

const DEAD = 'fareline-events-dead'

export function consumeQueue(batch: MessageBatch, services: Services): Promise<void> {
  return batch.queue.startsWith(DEAD) ? bury(batch, services) : consume(batch, services)
}
