/** Versions of the Worker and how traffic is shared among them, as the account has it. */
import { z } from 'zod'
import { type Cloudflare, CloudflareError } from './account/cloudflare'

/** "This Worker does not exist on your account", by either of its two codes. */
const NO_WORKER: ReadonlySet<number> = new Set([10_007, 10_090])

const Annotations = z
  .looseObject({ 'workers/tag': z.string().nullish(), 'workers/message': z.string().nullish() })
  .nullish()
const Service = z.looseObject({
  default_environment: z.looseObject({
    script: z.looseObject({ migration_tag: z.string().nullish() }),
  }),
})
const Listed = z.looseObject({ id: z.string(), annotations: Annotations })
const Binding = z.looseObject({ type: z.string(), name: z.string() })
const Version = Listed.extend({
  metadata: z.looseObject({ has_preview: z.boolean().nullish() }).nullish(),
  resources: z.looseObject({ bindings: z.array(Binding).nullish() }).nullish(),
})
export type Version = z.infer<typeof Version>
const Share = z.looseObject({ version_id: z.string(), percentage: z.number() })
const Deployment = z.looseObject({
  id: z.string(),
  created_on: z.string().nullish(),
  annotations: Annotations,
  versions: z.array(Share),
})
export type Deployment = z.infer<typeof Deployment>

export type Worker = {
  /** Tag of the last Durable Object migration that was applied. */
  readonly objectMigration: string | undefined
}

/** Undefined before the first release. */
export async function readWorker(api: Cloudflare, script: string): Promise<Worker | undefined> {
  try {
    const service = await api.call(Service, { path: `/workers/services/${script}` })
    return { objectMigration: service.default_environment.script.migration_tag ?? undefined }
  } catch (error) {
    if (error instanceof CloudflareError && NO_WORKER.has(error.code ?? 0)) return undefined
    throw error
  }
}

/** Newest first. */
export async function listVersions(api: Cloudflare, script: string) {
  const path = `/workers/scripts/${script}/versions`
  const { items } = await api.call(z.looseObject({ items: z.array(Listed) }), { path })
  return items
}

export function readVersion(api: Cloudflare, script: string, id: string): Promise<Version> {
  return api.call(Version, { path: `/workers/scripts/${script}/versions/${id}` })
}

/** Newest first; the first one is current. */
export async function listDeployments(api: Cloudflare, script: string): Promise<Deployment[]> {
  const path = `/workers/scripts/${script}/deployments`
  const answer = z.looseObject({ deployments: z.array(Deployment) })
  return (await api.call(answer, { path })).deployments
}

export type Shares = ReadonlyMap<string, number>

/** Posting the same shares again changes nothing, so it is safe after a lost answer. */
export async function shareTraffic(
  api: Cloudflare,
  script: string,
  shares: Shares,
  message: string
): Promise<void> {
  const versions = [...shares].map(([version_id, percentage]) => ({ version_id, percentage }))
  try {
    await api.call(z.unknown(), {
      method: 'POST',
      path: `/workers/scripts/${script}/deployments`,
      json: { strategy: 'percentage', versions, annotations: { 'workers/message': message } },
    })
  } catch (error) {
    const [current] = await listDeployments(api, script)
    if (current?.annotations?.['workers/message'] !== message) throw error
  }
}

export function sharesOf(deployment: Deployment | undefined): Shares {
  return new Map(
    deployment?.versions.map(({ version_id, percentage }) => [version_id, percentage] as const)
  )
}

export function tagOf({ annotations }: Pick<Version, 'annotations'>): string | undefined {
  return annotations?.['workers/tag'] ?? undefined
}

export function messageOf(deployment: Deployment | undefined): string {
  return deployment?.annotations?.['workers/message'] ?? ''
}

export function secretsOf({ resources }: Version): ReadonlySet<string> {
  const secrets = resources?.bindings?.filter(({ type }) => type === 'secret_text') ?? []
  return new Set(secrets.map(({ name }) => name))
}
