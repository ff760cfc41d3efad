/** Deletes an environment with its data. Production is deleted by hand. */
import { z } from 'zod'
import { listBuckets, listDatabases, listNamespaces } from './account/provision'
import { change, type Run } from './account/run'
import { isOf, QueueWithConsumers } from './triggers'
import { readWorker } from './versions'

/** More objects than this are left to a lifecycle rule: the API takes 1,200 requests in five minutes. */
const MOST_OBJECTS = 1_000
const DAY_SECONDS = 86_400

const Stored = z.looseObject({ key: z.string() })

/** `confirmed` is the name of the Worker, as typed or given. */
export async function destroy(run: Run, confirmed: string | undefined): Promise<void> {
  const { plan } = run
  if (plan.environment === 'production') {
    throw new Error('destroy is for --env staging; delete production in the dashboard')
  }
  const question = `This deletes ${plan.script} and all its data. Type its name: `
  const name = run.dryRun ? plan.script : (confirmed ?? (await run.ask?.(question)))
  if (name !== plan.script)
    throw new Error(`Nothing was deleted: confirm with --yes ${plan.script}`)

  await deleteConsumers(run)
  await deleteWorker(run)
  await deleteQueues(run)
  await deleteFound(run, 'namespace', await listNamespaces(run), {
    names: plan.namespaces.map(({ title }) => title),
    pathOf: (id) => `/storage/kv/namespaces/${id}`,
  })
  await deleteFound(run, 'database', await listDatabases(run), {
    names: plan.databases.map(({ name: each }) => each),
    pathOf: (id) => `/d1/database/${id}`,
  })
  const buckets = await listBuckets(run)
  for (const bucket of plan.buckets) {
    if (buckets.has(bucket.name)) await deleteBucket(run, bucket.name)
  }
}

/** Comes first: neither a queue with a consumer nor a consuming Worker can be deleted. */
async function deleteConsumers(run: Run): Promise<void> {
  for (const { queue_id, queue_name, consumers } of await ownQueues(run)) {
    for (const consumer of consumers ?? []) {
      if (!isOf(consumer, run.plan.script)) continue
      const path = `/queues/${queue_id}/consumers/${consumer.consumer_id}`
      await change(run, 'consumer', `delete that of ${queue_name}`, () => remove(run, path))
    }
  }
}

async function deleteWorker(run: Run): Promise<void> {
  const { cloudflare, plan } = run
  if (!(await readWorker(cloudflare, plan.script))) return
  await change(run, 'worker', `delete ${plan.script} with its objects`, () =>
    cloudflare.call(z.unknown(), {
      method: 'DELETE',
      path: `/workers/scripts/${plan.script}`,
      query: { force: 'true' },
    })
  )
}

async function deleteQueues(run: Run): Promise<void> {
  for (const { queue_id, queue_name } of await ownQueues(run)) {
    await change(run, 'queue', `delete ${queue_name}`, () => remove(run, `/queues/${queue_id}`))
  }
}

async function ownQueues({ cloudflare, plan }: Run) {
  const queues = await cloudflare.list(QueueWithConsumers, '/queues')
  return queues.filter(({ queue_name }) => plan.queues.includes(queue_name))
}

async function deleteFound(
  run: Run,
  step: string,
  found: ReadonlyMap<string, string>,
  kind: { readonly names: readonly string[]; readonly pathOf: (id: string) => string }
): Promise<void> {
  for (const name of kind.names) {
    const id = found.get(name)
    if (id === undefined) continue
    await change(run, step, `delete ${name}`, () => remove(run, kind.pathOf(id)))
  }
}

/** Empties the bucket first, which the API requires. */
async function deleteBucket(run: Run, bucket: string): Promise<void> {
  const path = `/r2/buckets/${bucket}`
  const objects = await run.cloudflare.list(Stored, `${path}/objects`, {}, MOST_OBJECTS + 1)
  if (objects.length > MOST_OBJECTS) {
    await change(run, 'bucket', `let ${bucket} empty itself within a day`, () =>
      run.cloudflare.call(z.unknown(), {
        method: 'PUT',
        path: `${path}/lifecycle`,
        json: { rules: [EXPIRE_ALL] },
      })
    )
    run.journal.write('bucket', 'note', `run destroy again tomorrow to delete ${bucket}`)
    return
  }
  await change(run, 'bucket', `delete ${bucket} with ${objects.length} objects`, async () => {
    for (const { key } of objects) {
      await remove(run, `${path}/objects/${key.split('/').map(encodeURIComponent).join('/')}`)
    }
    await remove(run, path)
  })
}

const EXPIRE_ALL = {
  id: 'fareline-destroy',
  enabled: true,
  conditions: { prefix: '' },
  deleteObjectsTransition: { condition: { type: 'Age', maxAge: DAY_SECONDS } },
}

function remove({ cloudflare }: Run, path: string): Promise<unknown> {
  return cloudflare.call(z.unknown(), { method: 'DELETE', path })
}
