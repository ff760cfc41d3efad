/** Uploads a version of this source once, with the secrets that the account lacks. */

import { environmentOf } from './account/database'
import { change, type Run } from './account/run'
import { missingSecrets, withSecretsFile } from './account/secrets'
import { withConfig } from './build'
import type { ReleaseOptions } from './release-options'
import { listVersions, readVersion, secretsOf, tagOf } from './versions'

/** Returns undefined in a dry run that would upload it. */
export async function ensureVersion(
  run: Run,
  options: ReleaseOptions,
  tag: string
): Promise<string | undefined> {
  const { cloudflare, plan, journal } = run
  const known = (await listVersions(cloudflare, plan.script)).find((each) => tagOf(each) === tag)
  if (known) {
    journal.write('version', 'kept', `${tag} is ${known.id}`)
    return known.id
  }
  const secrets = await missingSecrets(run, await knownSecrets(run))
  await change(run, 'version', `upload ${tag}`, () =>
    wranglerWith(run, options, secrets, ['versions', 'upload', '--tag', tag, '--message', tag])
  )
  const versions = await listVersions(cloudflare, plan.script)
  return versions.find((each) => tagOf(each) === tag)?.id
}

/** A version inherits secrets from the one uploaded before it, deployed or not. */
export async function knownSecrets({ cloudflare, plan }: Run): Promise<ReadonlySet<string>> {
  const [latest] = await listVersions(cloudflare, plan.script)
  return latest ? secretsOf(await readVersion(cloudflare, plan.script, latest.id)) : new Set()
}

export function wranglerWith(
  run: Run,
  { resources }: ReleaseOptions,
  secrets: Readonly<Record<string, string>>,
  args: readonly string[]
) {
  return withConfig(run, resources, (config) =>
    withSecretsFile(secrets, (file) =>
      run.wrangler([...args, ...file, ...environmentOf(run, config)])
    )
  )
}
