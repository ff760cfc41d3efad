/**
 * Keeps the curated tables at what lies in the raw lake. First the last two arrival hours, then a
 * walk over all of it that finds what came late; each page is compared with the objects compacted
 * before. A lease lets one run work at a time.
 */

import { HOUR_MS } from '../../models/airline/calendar'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { rawKey, rawPrefix } from '../../pipelines/lake/keys'
import { compactObjects, type Tally } from '../lake/compactor'
import { listAll, walk } from '../lake/walk'
import type { Services } from '../services'
import { readScopes } from '../storage/account/accounts'
import { uncompacted } from '../storage/lake-objects'
import { withLease } from '../storage/leases'
import type { Job } from './job'

export const LAKE_LEASE = 'lake'
/** 15 s of the 30 s of CPU that a cron has. */
const ROWS_PER_RUN = 1_500_000
/** A thousand keys a page. */
const PAGES_PER_RUN = 20

export const compactLake: Job = async (services, at, scopes) => {
  const report = await withLease(services, LAKE_LEASE, async (renew) => {
    const tally: Tally = { objects: 0, events: 0, rows: 0, files: 0, bad_lines: 0, failed: 0 }
    let whole = true
    for (const scope of scopes ?? (await readScopes(services.db))) {
      whole = (await compactMode(services, at, scope, tally, renew)) && whole
    }
    return { ...tally, more: !whole }
  })
  return report ?? { busy: true, more: true }
}

async function compactMode(
  services: Services,
  at: number,
  scope: Scope,
  tally: Tally,
  renew: () => Promise<void>
): Promise<boolean> {
  const compact = async (objects: readonly R2Object[]) => {
    // In the order they came, in which events happened: then each portion meets few files.
    const inOrder = objects.toSorted((a, b) => a.uploaded.getTime() - b.uploaded.getTime())
    const keys = await uncompacted(
      services.db,
      inOrder.map(({ key }) => key)
    )
    return compactObjects(services, scope, keys, { tally, maxRows: ROWS_PER_RUN, renew })
  }
  for (const receivedAt of [at - HOUR_MS, at]) {
    const hour = rawKey({ scope, receivedAt, name: '' }).replace(/[^/]*$/, '')
    if (!(await compact(await listAll(services.lake, hour)))) return false
  }
  return walk(
    services,
    {
      name: `compact:${scopeKey(scope)}`,
      prefix: rawPrefix(scope),
      maxPages: PAGES_PER_RUN,
    },
    compact
  )
}
