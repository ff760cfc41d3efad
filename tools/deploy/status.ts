/** The state of an environment in the account, read only. */
import { customerKeys } from './account/api-keys'
import { openRemote, pendingMigrations } from './account/database'
import { listBuckets, listDatabases, listNamespaces, listQueues } from './account/provision'
import type { Run } from './account/run'
import { pendingObjects } from './object-migrations'
import { listDeployments, messageOf, readVersion, readWorker, secretsOf, tagOf } from './versions'

export async function status(run: Run): Promise<void> {
  const { plan } = run
  const databases = await listDatabases(run)
  await writeResources(run, 'database', plan.databases, databases)
  const titles = plan.namespaces.map(({ title }) => ({ name: title }))
  await writeResources(run, 'namespace', titles, await listNamespaces(run))
  const queues = plan.queues.map((name) => ({ name }))
  await writeResources(run, 'queue', queues, await listQueues(run))
  await writeResources(run, 'bucket', plan.buckets, await listBuckets(run))
  for (const { name } of plan.databases) await writeDatabase(run, name, databases.get(name))
  await writeWorker(run)
}

async function writeResources(
  { journal }: Run,
  step: string,
  wanted: readonly { readonly name: string }[],
  found: ReadonlyMap<string, string>
): Promise<void> {
  for (const { name } of wanted) {
    const id = found.get(name)
    if (id === undefined) journal.write(step, 'failed', `${name} is missing`)
    else journal.write(step, 'kept', id === name ? name : `${name} (${id})`)
  }
}

async function writeDatabase(run: Run, name: string, id: string | undefined): Promise<void> {
  if (id === undefined) return
  const pending = await pendingMigrations(run, id)
  if (pending.length > 0) {
    run.journal.write('migrations', 'failed', `${name} lacks ${pending.join(', ')}`)
    return
  }
  run.journal.write('migrations', 'kept', `${name} has them all`)
  run.journal.write('keys', 'note', `${await customerKeys(openRemote(run, id))} are in use`)
}

async function writeWorker(run: Run): Promise<void> {
  const { cloudflare, plan, journal } = run
  const worker = await readWorker(cloudflare, plan.script)
  if (!worker) {
    journal.write('worker', 'failed', `${plan.script} was never released`)
    return
  }
  const pending = pendingObjects(run, worker)
  if (pending.length > 0) journal.write('objects', 'failed', `lack ${pending.join(', ')}`)
  const [current] = await listDeployments(cloudflare, plan.script)
  for (const { version_id, percentage } of current?.versions ?? []) {
    const version = await readVersion(cloudflare, plan.script, version_id)
    const secrets = secretsOf(version)
    const missing = plan.secrets.filter((name) => !secrets.has(name))
    const lacks = missing.length === 0 ? '' : `, without the secrets ${missing.join(', ')}`
    const detail = `${percentage} % ${tagOf(version) ?? 'untagged'} (${version_id})${lacks}`
    journal.write('version', missing.length === 0 ? 'kept' : 'failed', detail)
  }
  journal.write('deployment', 'note', messageOf(current) || 'not made by this command')
}
