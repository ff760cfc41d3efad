/** The last steps, once a version has all traffic: its triggers, and the first key. */
import { ensureAdminKey } from './account/api-keys'
import type { Run } from './account/run'
import { withConfig } from './build'
import type { ReleaseOptions } from './release-options'
import { remoteOf } from './smoke-release'
import { updateTriggers } from './triggers'

export async function finish(run: Run, options: ReleaseOptions): Promise<undefined> {
  await withConfig(run, options.resources, (config) => updateTriggers(run, config))
  if (run.dryRun) return
  await ensureAdminKey(run, remoteOf(run, options), options.showKey)
}

/** Message of a deployment that passed the smoke test and has all traffic. */
export function releasedMessage(tag: string): string {
  return `${tag} released`
}
