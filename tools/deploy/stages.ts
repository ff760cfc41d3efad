/**
 * A version that passed the smoke test takes over in stages; a bad one is withdrawn and its
 * predecessor answers again.
 */
import { z } from 'zod'
import type { Run } from './account/run'
import { finish, releasedMessage } from './finish'
import type { ReleaseOptions } from './release-options'
import { probePath, type Target } from './smoke'
import { smoked, withKey } from './smoke-release'
import { rollOut, STAGES, stageMessage } from './traffic'
import { type Deployment, readVersion, sharesOf, shareTraffic } from './versions'

export type Staged = {
  readonly tag: string
  readonly next: string
  readonly before: string
  readonly current: Deployment | undefined
}

export async function releaseInStages(
  run: Run,
  options: ReleaseOptions,
  { tag, next, before, current }: Staged
): Promise<string | undefined> {
  const { cloudflare, plan, journal } = run
  if (run.dryRun) {
    wouldRollOut(run, next)
    return undefined
  }
  const shares = sharesOf(current)
  const override = (version: string): Target => ({
    url: options.url,
    headers: { 'Cloudflare-Workers-Version-Overrides': `${plan.script}="${version}"` },
    versionId: version,
  })
  const preview = await previewOf(run, next)
  if (!preview && !shares.has(next)) {
    // Requests can name only versions of the deployment, which may have 0 % of the traffic.
    const none = new Map([
      [before, 100],
      [next, 0],
    ])
    await shareTraffic(cloudflare, plan.script, none, stageMessage({ tag }, 0))
  }
  const bad = await withKey(run, options, async (key) => {
    const failed = await smoked(run, options, preview ?? override(next), key)
    return (
      failed ??
      rollOut(run, {
        tag,
        next,
        before,
        share: shares.get(next) ?? 0,
        holdMs: options.holdMs,
        targetOf: override,
        key,
        probePath: probePath(Date.now()),
      })
    )
  })
  if (bad) {
    const message = `${tag} sent back`
    await shareTraffic(cloudflare, plan.script, new Map([[before, 100]]), message)
    journal.write('rollback', 'done', `version ${before} answers all traffic again`)
    return bad
  }
  await shareTraffic(cloudflare, plan.script, new Map([[next, 100]]), releasedMessage(tag))
  journal.write('release', 'done', `${tag} answers all traffic`)
  return finish(run, options)
}

export function wouldRollOut({ journal }: Run, version: string): void {
  journal.write('smoke', 'would', `test ${version}`)
  for (const stage of STAGES) {
    journal.write('traffic', 'would', `give ${stage} % to ${version} and watch it`)
  }
}

const Preview = z.looseObject({
  subdomain: z.looseObject({
    previews_enabled: z.boolean().nullish(),
    preview_url_suffix: z.string().nullish(),
  }),
})

/**
 * Cloudflare has no preview address for Workers with Durable Objects; a header selects their
 * version.
 */
async function previewOf({ cloudflare, plan }: Run, version: string): Promise<Target | undefined> {
  const { metadata } = await readVersion(cloudflare, plan.script, version)
  if (!metadata?.has_preview) return undefined
  const { subdomain } = await cloudflare.call(Preview, { path: `/workers/workers/${plan.script}` })
  const suffix = subdomain.preview_url_suffix
  if (!subdomain.previews_enabled || !suffix) return undefined
  return { url: `https://${version.slice(0, 8)}${suffix}`, headers: {}, versionId: version }
}
