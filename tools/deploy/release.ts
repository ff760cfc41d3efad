/**
 * Releases a version of this source to all traffic, or restores the state before. Continues an
 * interrupted run.
 */

import type { Run } from './account/run'
import { releaseAtOnce, smokeInPlace } from './at-once'
import { releaseTag } from './build'
import { finish, releasedMessage } from './finish'
import { objectRefusal, pendingObjects } from './object-migrations'
import type { ReleaseOptions } from './release-options'
import { releaseInStages, wouldRollOut } from './stages'
import { ensureVersion } from './upload'
import { listDeployments, messageOf, readWorker, sharesOf } from './versions'

/** Resolves to the reason of a failure; the account then answers as before. */
export async function release(run: Run, options: ReleaseOptions): Promise<string | undefined> {
  const { cloudflare, plan, journal } = run
  const tag = await releaseTag(run)
  const worker = await readWorker(cloudflare, plan.script)
  const refusal = worker && objectRefusal(run, worker, options.objectMigrations)
  if (refusal) return refusal
  if (!worker || pendingObjects(run, worker).length > 0)
    return releaseAtOnce(run, options, tag, worker)

  const [current] = await listDeployments(cloudflare, plan.script)
  if (messageOf(current) === releasedMessage(tag)) {
    journal.write('release', 'kept', `${tag} answers all traffic`)
    return finish(run, options)
  }
  const next = await ensureVersion(run, options, tag)
  if (next === undefined) {
    wouldRollOut(run, 'the new version')
    return undefined
  }
  const shares = sharesOf(current)
  if (shares.get(next) === 100) return smokeInPlace(run, options, tag, next, shares)
  const before = [...shares.keys()].filter((id) => id !== next)
  const [only, other] = before
  if (only === undefined || other !== undefined) {
    const ids = before.join(' and ') || 'no version'
    return `traffic is shared by ${ids}: end that release first, with npm run deploy -- rollback`
  }
  return releaseInStages(run, options, { tag, next, before: only, current })
}
