/** Environments name their queues apart ("fareline-events-staging"); the dead ones say so. */

import { bury } from '../dead-letters/letters'
import { partsOf } from '../queue/message-parts'
import type { Services } from '../services'
import { logged } from '../work-line'
import { consume } from './consumer'

const DEAD = 'fareline-events-dead'

export async function consumeQueue(batch: MessageBatch, services: Services): Promise<void> {
  const { messages, settle } = partsOf(batch.messages)
  const work = batch.queue.startsWith(DEAD) ? buried : consume
  await logged(
    services,
    'queue batch',
    () => work({ messages }, services),
    (end) => ({ ...end, messages: messages.length })
  )
  settle()
}

async function buried(batch: Pick<MessageBatch, 'messages'>, services: Services) {
  await bury(batch, services)
  return { outcome: 'buried' }
}
