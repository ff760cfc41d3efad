/**
 * Keeps the curated tables equal to the raw lake. First the last two arrival hours, then a walk
 * over all of it that finds late objects; each page is compared with the objects compacted before.
 * A lease lets one run work at a time.
 */

import { HOUR_MS } from '../../models/airline/calendar'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { rawKey, rawPrefix } from '../../pipelines/lake/keys'
import { type CompactionCounts, compactObjects } from '../lake/compactor'
import { listAll, type Walk, walk } from '../lake/walk'
import type { Services } from '../services'
import { readCursor, uncompacted } from '../storage/lake-objects'
import { defineJob, eachScope, type ScopeRun, type Slice } from './runs/run-job'

/** 15 s of the 30 s of CPU that a cron has. */
const ROWS_PER_RUN = 1_500_000
/** A thousand keys a page. */
const PAGES_PER_RUN = 20

export const compactLake = defineJob('compact-lake', 'lake', (run) => eachScope(run, compactScope))

async function compactScope(run: ScopeRun): Promise<Slice> {
  const { services, scope, before, renew } = run
  const counts: CompactionCounts = {
    objects: 0,
    events: 0,
    rows: 0,
    files: 0,
    bad_lines: 0,
    failed: 0,
  }
  const maxRows = ROWS_PER_RUN - (before.rows ?? 0)
  const compact = async (objects: readonly R2Object[]) => {
    // In the order of arrival, roughly that of events, so that each portion touches few files.
    const inOrder = objects.toSorted((a, b) => a.uploaded.getTime() - b.uploaded.getTime())
    const keys = await uncompacted(
      services.db,
      inOrder.map(({ key }) => key)
    )
    return compactObjects(services, scope, keys, { counts, maxRows, renew })
  }
  const whole =
    (await compactNewest(run, compact)) && (await walk(services, walkOf(scope), compact))
  const remaining = whole ? 0 : await countRemaining(services, scope)
  return { counts: { ...counts, remaining }, more: !whole }
}

/** The hours in which events arrive now. */
async function compactNewest(
  { services, at, scope }: ScopeRun,
  compact: (objects: readonly R2Object[]) => Promise<boolean>
): Promise<boolean> {
  for (const receivedAt of [at - HOUR_MS, at]) {
    const hour = rawKey({ scope, receivedAt, name: '' }).replace(/[^/]*$/, '')
    if (!(await compact(await listAll(services.lake, hour)))) return false
  }
  return true
}

function walkOf(scope: Scope): Walk {
  const name = `compact:${scopeKey(scope)}`
  return { name, prefix: rawPrefix(scope), maxPages: PAGES_PER_RUN }
}

/** Raw objects after the cursor of the walk that are not compacted, of as many as a run may list. */
async function countRemaining({ db, lake }: Services, scope: Scope): Promise<number> {
  const { name, prefix, maxPages } = walkOf(scope)
  let after = await readCursor(db, name)
  let count = 0
  for (let pages = 0; pages < maxPages; pages += 1) {
    const options = after === undefined ? { prefix } : { prefix, startAfter: after }
    const { objects, truncated } = await lake.list(options)
    const keys = objects.map(({ key }) => key)
    count += (await uncompacted(db, keys)).length
    after = keys.at(-1)
    if (!truncated) break
  }
  return count
}
