/** The smoke test as a step of a release, with a key of its own. */
import { withSmokeKey } from './account/api-keys'
import { openRemote, type RemoteDatabase } from './account/database'
import type { Run } from './account/run'
import type { ReleaseOptions } from './release-options'
import { type SmokeParts, smoke, type Target } from './smoke'

/** Resolves to the reason why the version is bad; undefined when it passed. */
export async function smoked(
  run: Run,
  { smokeLimitMs }: ReleaseOptions,
  target: Target,
  key: string
): Promise<string | undefined> {
  const parts: SmokeParts = {
    target,
    key,
    reach: run.reach,
    now: Date.now(),
    ...(smokeLimitMs === undefined ? {} : { limitMs: smokeLimitMs }),
  }
  const checks = await smoke(parts)
  for (const { name, passed, detail } of checks) {
    run.journal.write('smoke', passed ? 'passed' : 'failed', `${name}: ${detail}`)
  }
  const bad = checks.find(({ passed }) => !passed)
  return bad && `the smoke test of ${target.url} failed: ${bad.name}: ${bad.detail}`
}

export function withKey<T>(
  run: Run,
  options: ReleaseOptions,
  work: (key: string) => Promise<T>
): Promise<T> {
  return withSmokeKey(remoteOf(run, options), Date.now(), work)
}

/** Opens the first database, which holds the keys. */
export function remoteOf(run: Run, { resources }: ReleaseOptions): RemoteDatabase {
  const [id] = resources.databases.values()
  if (id === undefined) throw new Error('wrangler.toml names no [[d1_databases]] to keep keys in')
  return openRemote(run, id)
}
