/** Scripts of the stand-in: versions, deployments, secrets, schedules. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Account, Binding, Script, StoredVersion } from './account'
import { checkAssets } from './asset-routes'
import { jsonOf, ok, Refusal, type Request, type Route } from './wire'

const Metadata = z.looseObject({
  bindings: z.array(z.looseObject({ type: z.string(), name: z.string() })).default([]),
  annotations: z.record(z.string(), z.string()).default({}),
  migrations: z.looseObject({ new_tag: z.string() }).optional(),
  assets: z.looseObject({ jwt: z.string() }).optional(),
})
type Metadata = z.infer<typeof Metadata>
const Shares = z.object({
  versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
  annotations: z.record(z.string(), z.string().optional()).default({}),
})
const STARTUP_MS = 21

export const WORKER_ROUTES: readonly Route[] = [
  [
    'GET',
    /^\/workers\/services\/([^/]+)$/,
    (account, _, name = '') => {
      const { migrationTag, tags } = scriptOf(account, name, 10090)
      const script = {
        id: name,
        tag: 'a0b1',
        tags,
        migration_tag: migrationTag,
        last_deployed_from: 'wrangler',
      }
      return ok({ default_environment: { environment: 'production', script } })
    },
  ],
  [
    'GET',
    /^\/workers\/workers\/([^/]+)$/,
    (account, _, name = '') => {
      scriptOf(account, name)
      const suffix = `-${name}.${account.subdomain}.workers.dev`
      const enabled = account.hasPreviews
      return ok({
        name,
        subdomain: { enabled: true, previews_enabled: enabled, preview_url_suffix: suffix },
      })
    },
  ],
  ['PUT', /^\/workers\/scripts\/([^/]+)$/, putScript],
  [
    'DELETE',
    /^\/workers\/scripts\/([^/]+)$/,
    (account, _, name = '') => {
      scriptOf(account, name)
      account.scripts.delete(name)
      return ok(null)
    },
  ],
  [
    'GET',
    /^\/workers\/scripts\/([^/]+)\/settings$/,
    (account, _, name = '') => ok({ bindings: latestOf(scriptOf(account, name)) }),
  ],
  [
    'PATCH',
    /^\/workers\/scripts\/([^/]+)\/script-settings$/,
    (account, request, name = '') => {
      const { tags } = jsonOf(request, z.looseObject({ tags: z.array(z.string()).nullish() }))
      const script = scriptOf(account, name)
      script.tags = tags ?? script.tags
      return ok({})
    },
  ],
  [
    'GET',
    /^\/workers\/scripts\/([^/]+)\/secrets$/,
    (account, _, name = '') =>
      ok(latestOf(scriptOf(account, name)).filter(({ type }) => type === 'secret_text')),
  ],
  [
    'GET',
    /^\/workers\/scripts\/([^/]+)\/versions$/,
    (account, _, name = '') =>
      ok({ items: scriptOf(account, name).versions.map((each) => listed(account, each)) }),
  ],
  ['POST', /^\/workers\/scripts\/([^/]+)\/versions$/, postVersion],
  [
    'GET',
    /^\/workers\/scripts\/([^/]+)\/versions\/([^/]+)$/,
    (account, _, name = '', id = '') => {
      const version = scriptOf(account, name).versions.find((each) => each.id === id)
      if (!version) throw new Refusal(404, 10015, `Version ${id} not found`)
      // Values of secrets are never given out.
      const bindings = version.bindings.map(({ type, name: binding }) => ({ type, name: binding }))
      return ok({ ...listed(account, version), resources: { bindings, script: { etag: 'e' } } })
    },
  ],
  [
    'GET',
    /^\/workers\/scripts\/([^/]+)\/deployments$/,
    (account, _, name = '') => ok({ deployments: scriptOf(account, name).deployments }),
  ],
  ['POST', /^\/workers\/scripts\/([^/]+)\/deployments$/, postDeployment],
  [
    'GET',
    /^\/workers\/scripts\/([^/]+)\/schedules$/,
    (account, _, name = '') => ok({ schedules: scriptOf(account, name).schedules }),
  ],
  [
    'PUT',
    /^\/workers\/scripts\/([^/]+)\/schedules$/,
    (account, request, name = '') => {
      scriptOf(account, name).schedules = jsonOf(request, z.array(z.object({ cron: z.string() })))
      return ok({})
    },
  ],
  [
    'GET',
    /^\/workers\/scripts\/([^/]+)\/subdomain$/,
    () => ok({ enabled: true, previews_enabled: true }),
  ],
  [
    'POST',
    /^\/workers\/scripts\/([^/]+)\/subdomain$/,
    () => ok({ enabled: true, previews_enabled: true }),
  ],
]

function scriptOf(account: Account, name: string, code = 10007): Script {
  const script = account.scripts.get(name)
  if (!script) throw new Refusal(404, code, 'This Worker does not exist on your account.')
  return script
}

function latestOf({ versions }: Script): readonly Binding[] {
  return versions[0]?.bindings ?? []
}

function listed({ hasPreviews }: Account, { id, number, annotations }: StoredVersion) {
  return { id, number, annotations, metadata: { has_preview: hasPreviews, created_on: CREATED } }
}
const CREATED = '2026-11-29T00:00:00.000Z'

/** A deploy to all traffic, with Durable Object migrations if there are any. */
async function putScript(account: Account, request: Request, name = '') {
  const metadata = await metadataOf(request)
  const script = account.scripts.get(name) ?? {
    migrationTag: undefined,
    tags: [],
    versions: [],
    deployments: [],
    schedules: [],
  }
  const tag = metadata.migrations?.new_tag ?? script.migrationTag
  const version = addVersion(account, script, metadata, tag)
  script.migrationTag = tag
  account.scripts.set(name, script)
  addDeployment(script, [{ version_id: version.id, percentage: 100 }], metadata.annotations)
  return ok({
    id: name,
    etag: 'e',
    deployment_id: version.id.replaceAll('-', ''),
    startup_time_ms: STARTUP_MS,
  })
}

async function postVersion(account: Account, request: Request, name = '') {
  const script = scriptOf(account, name)
  const version = addVersion(account, script, await metadataOf(request), script.migrationTag)
  return ok({
    ...listed(account, version),
    startup_time_ms: STARTUP_MS,
    resources: { script: { etag: 'e' } },
  })
}

function postDeployment(account: Account, request: Request, name = '') {
  const script = scriptOf(account, name)
  const { versions, annotations } = jsonOf(request, Shares)
  const total = versions.reduce((sum, { percentage }) => sum + percentage, 0)
  if (total !== 100) {
    throw new Refusal(400, 10211, `Percentages must add up to 100, but add up to ${total}`)
  }
  for (const { version_id } of versions) {
    if (!script.versions.some(({ id }) => id === version_id)) {
      throw new Refusal(404, 10015, `Version ${version_id} not found`)
    }
  }
  const given = Object.entries(annotations).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const]
  )
  return ok({ id: addDeployment(script, versions, Object.fromEntries(given)) })
}

function addVersion(
  account: Account,
  script: Script,
  { bindings, annotations, assets }: Metadata,
  migrationTag: string | undefined
): StoredVersion {
  if (bindings.some(({ type }) => type === 'assets')) checkAssets(assets?.jwt)
  const before = latestOf(script)
  const version = {
    id: randomUUID(),
    number: script.versions.length + 1,
    annotations,
    bindings: bindings.map((each) => resolved(account, before, each, migrationTag)),
  }
  script.versions.unshift(version)
  return version
}

/** Checked as the API checks them: what a binding names must be there. */
function resolved(
  account: Account,
  before: readonly Binding[],
  binding: Binding,
  migrationTag: string | undefined
): Binding {
  const { type, name } = binding
  if (type === 'inherit') {
    const known = before.find((each) => each.name === name)
    const reason = `inherit binding '${name}' is invalid: no binding of that name in the previous version`
    if (!known) throw new Refusal(400, 10057, reason)
    return known
  }
  if (type === 'd1' && !account.databases.has(String(binding.id ?? binding.database_id))) {
    const reason = `binding ${name} of type d1 must have a valid \`id\` specified`
    throw new Refusal(400, 10021, reason)
  }
  if (type === 'kv_namespace' && !account.namespaces.has(String(binding.namespace_id))) {
    const reason = `KV namespace '${binding.namespace_id}' not found. Please use a different namespace and try again.`
    throw new Refusal(400, 10041, reason)
  }
  if (type === 'r2_bucket' && !account.buckets.has(String(binding.bucket_name))) {
    const reason = `R2 bucket '${binding.bucket_name}' not found. Please use a different bucket name and try again.`
    throw new Refusal(400, 10085, reason)
  }
  if (type === 'durable_object_namespace' && migrationTag === undefined) {
    const reason = `Cannot create binding for class '${binding.class_name}' because it is not currently configured to implement Durable Objects.`
    throw new Refusal(400, 10061, reason)
  }
  return binding
}

function addDeployment(
  script: Script,
  versions: z.infer<typeof Shares>['versions'],
  annotations: Readonly<Record<string, string>>
): string {
  const id = randomUUID()
  script.deployments.unshift({
    id,
    created_on: new Date().toISOString(),
    annotations,
    versions,
  })
  return id
}

async function metadataOf({ bytes, type }: Request): Promise<Metadata> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  return Metadata.parse(JSON.parse(String(form.get('metadata'))))
}
