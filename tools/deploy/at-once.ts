/** Releases that cannot be gradual: the first of an account, and changes of Durable Object classes. */

import { change, type Run } from './account/run'
import { missingSecrets } from './account/secrets'
import { finish, releasedMessage } from './finish'
import type { ReleaseOptions } from './release-options'
import { smoked, withKey } from './smoke-release'
import { knownSecrets, wranglerWith } from './upload'
import { listDeployments, type Shares, sharesOf, shareTraffic, type Worker } from './versions'

/** The first release has no predecessor, and classes of objects change for all traffic. */
export async function releaseAtOnce(
  run: Run,
  options: ReleaseOptions,
  tag: string,
  worker: Worker | undefined
): Promise<string | undefined> {
  const { cloudflare, plan, dryRun, journal } = run
  const known = worker ? await knownSecrets(run) : new Set<string>()
  const secrets = await missingSecrets(run, known)
  const why = worker ? 'with its Durable Object migration' : 'as the first version'
  await change(run, 'release', `deploy ${tag} ${why} to all traffic`, () =>
    wranglerWith(run, options, secrets, ['deploy', '--tag', tag, '--message', `${tag} unsmoked`])
  )
  if (dryRun) {
    journal.write('smoke', 'would', `test ${options.url}`)
    return undefined
  }
  const [current] = await listDeployments(cloudflare, plan.script)
  const shares = sharesOf(current)
  const [id] = shares.keys()
  if (id === undefined) return `wrangler deployed ${plan.script}, but it has no deployment`
  return smokeInPlace(run, options, tag, id, shares)
}

/** Smoke-tests a version that already has all traffic: an earlier run was interrupted. */
export async function smokeInPlace(
  run: Run,
  options: ReleaseOptions,
  tag: string,
  id: string,
  shares: Shares
): Promise<string | undefined> {
  const { cloudflare, plan } = run
  if (run.dryRun) {
    run.journal.write('smoke', 'would', `test ${options.url}`)
    return undefined
  }
  const target = { url: options.url, headers: {}, versionId: id }
  const bad = await withKey(run, options, (key) => smoked(run, options, target, key))
  if (bad) return `${bad}\nNo earlier version was smoked by this command, so it was left in place`
  await shareTraffic(cloudflare, plan.script, shares, releasedMessage(tag))
  run.journal.write('release', 'done', `${tag} answers all traffic`)
  return finish(run, options)
}
