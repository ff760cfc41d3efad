/**
 * Dead letters that time can help: content that waits in the database for the lake goes there, and
 * messages that died because a store was away go through the queue again. A message that ends its
 * consumer each time also looks so; after a few deaths it waits for a person.
 */

import type { Scope } from '../../pipelines/events/scope'
import { writeContent } from '../dead-letters/letters'
import { resendMessage } from '../ingest/retry-letter'
import type { Services } from '../services'
import { lettersToRetry, markReplayed, parkedLetters, unpark } from '../storage/letter-rows'
import { defineJob } from './runs/run-job'

/** Letters a run, of up to 128 KB each. */
const PER_RUN = 100
const RETRY_AFTER_MS = 10 * 60_000
/** With 15 hours of retries each: more than three days. */
const MAX_DEATHS = 5

export const sweepLetters = defineJob('sweep-letters', undefined, async (run) => {
  const { services, at, scopes } = run
  const moved = await moveParked(services, scopes)
  const diedBefore = at - RETRY_AFTER_MS
  const bounds = { diedBefore, maxDeaths: MAX_DEATHS }
  const letters = await lettersToRetry(services.db, scopes, bounds, PER_RUN)
  let sent = 0
  for (const letter of letters) {
    const result = await resendMessage(services, letter)
    if (typeof result === 'string') {
      services.log.error('dead letter without content', { id: letter.id, detail: result })
    } else sent += 1
    await markReplayed(services.db, letter.id, at)
  }
  return { moved, sent_again: sent, more: letters.length === PER_RUN || moved === PER_RUN }
})

async function moveParked({ db, lake }: Services, scopes: readonly Scope[]): Promise<number> {
  const letters = await parkedLetters(db, scopes, PER_RUN)
  for (const letter of letters) {
    await writeContent(lake, letter.scope, letter.id, letter.body ?? '')
    await unpark(db, letter)
  }
  return letters.length
}
