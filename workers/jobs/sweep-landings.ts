/**
 * Landings whose events are all counted or given up go; those that should long be are sent again.
 * A local server runs it when it starts, with a clock at which every landing is due.
 */

import type { Scope } from '../../pipelines/events/scope'
import { landingPrefix } from '../../pipelines/lake/keys'
import { sendAgain } from '../ingest/landings'
import { RESEND_AFTER_MS } from '../ingest/sweep-cron'
import type { Services } from '../services'
import { finishedReceipts } from '../storage/receipt-rows'
import { defineJob, eachScope } from './runs/run-job'

/** As many as one call of R2 lists and deletes. */
const PAGE = 1_000

export const sweepLandings = defineJob('sweep-landings', undefined, (run) =>
  eachScope(run, async ({ services, at, scope }) => {
    const counts = { finished: 0, sent_again: 0, waiting: 0 }
    const prefix = landingPrefix(scope)
    let startAfter = prefix
    for (let more = true; more; ) {
      const page = await services.lake.list({ prefix, startAfter, limit: PAGE })
      const swept = await sweep(page.objects, scope, services, at)
      counts.finished += swept.finished
      counts.sent_again += swept.sentAgain
      counts.waiting += page.objects.length - swept.finished - swept.sentAgain
      startAfter = page.objects.at(-1)?.key ?? startAfter
      more = page.truncated
    }
    return { counts, more: false }
  })
)

async function sweep(
  landings: readonly Pick<R2Object, 'key' | 'uploaded'>[],
  scope: Scope,
  services: Services,
  at: number
): Promise<{ finished: number; sentAgain: number }> {
  const prefix = landingPrefix(scope)
  const idOf = (key: string) => key.slice(prefix.length).replace(/\.json$/, '')
  const finished = await finishedReceipts(
    services.db,
    landings.map(({ key }) => idOf(key))
  )
  const gone = landings.filter(({ key }) => finished.has(idOf(key))).map(({ key }) => key)
  if (gone.length > 0) await services.lake.delete(gone)

  let sentAgain = 0
  for (const { key, uploaded } of landings) {
    if (finished.has(idOf(key)) || uploaded.getTime() > at - RESEND_AFTER_MS) continue
    if (await sendAgain(services, key, scope)) sentAgain += 1
  }
  return { finished: gone.length, sentAgain }
}
