/** Gives all traffic back to the version that had it before. */
import { change, type Run } from './account/run'
import { type Deployment, listDeployments, sharesOf, shareTraffic } from './versions'

/** `to` names a version; the default is the last other one that had all traffic. */
export async function rollback(run: Run, to: string | undefined): Promise<void> {
  const { cloudflare, plan, journal } = run
  const deployments = await listDeployments(cloudflare, plan.script)
  const target = to ?? previousVersion(deployments)
  if (target === undefined) {
    throw new Error(`${plan.script} has no earlier version that answered all traffic`)
  }
  const current = sharesOf(deployments[0])
  if (current.get(target) === 100) {
    journal.write('rollback', 'kept', `version ${target} answers all traffic`)
    return
  }
  await change(run, 'rollback', `give all traffic to version ${target}`, () =>
    shareTraffic(cloudflare, plan.script, new Map([[target, 100]]), `rolled back to ${target}`)
  )
  journal.write('rollback', 'note', 'data, migrations, secrets and triggers stay as they are')
}

/** During a gradual release this is the version being replaced. */
export function previousVersion(deployments: readonly Deployment[]): string | undefined {
  const [current, ...earlier] = deployments
  const now = sharesOf(current)
  const answering = now.size === 1 ? [...now.keys()][0] : undefined
  for (const deployment of earlier) {
    const [version, other] = deployment.versions
    if (!version || other || version.percentage !== 100) continue
    if (version.version_id !== answering) return version.version_id
  }
  return undefined
}
