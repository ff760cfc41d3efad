/** Crons and queue consumers; they belong to the Worker, not to a version. */
import { z } from 'zod'
import { environmentOf } from './account/database'
import type { Plan } from './account/plan'
import { change, type Run } from './account/run'

const Schedules = z.looseObject({ schedules: z.array(z.looseObject({ cron: z.string() })) })
const Consumer = z.looseObject({
  consumer_id: z.string(),
  script: z.string().nullish(),
  service: z.string().nullish(),
  script_name: z.string().nullish(),
  dead_letter_queue: z.string().nullish(),
  settings: z
    .looseObject({
      batch_size: z.number().nullish(),
      max_retries: z.number().nullish(),
      max_wait_time_ms: z.number().nullish(),
      retry_delay: z.number().nullish(),
    })
    .nullish(),
})
type Consumer = z.infer<typeof Consumer>
export const QueueWithConsumers = z.looseObject({
  queue_id: z.string(),
  queue_name: z.string(),
  consumers: z.array(Consumer).nullish(),
})

/** Runs after the version is live, so that no cron or queue calls a version without its handler. */
export async function updateTriggers(run: Run, config: string): Promise<void> {
  const late = [...(await lateCrons(run)), ...(await lateConsumers(run))]
  if (late.length === 0) {
    run.journal.write('triggers', 'kept', 'crons and queue consumers')
    return
  }
  await change(run, 'triggers', `set ${late.join(', ')}`, () =>
    run.wrangler(['triggers', 'deploy', ...environmentOf(run, config)])
  )
}

async function lateCrons({ cloudflare, plan }: Run): Promise<string[]> {
  const path = `/workers/scripts/${plan.script}/schedules`
  const { schedules } = await cloudflare.call(Schedules, { path })
  const found = schedules.map(({ cron }) => cron).sort()
  const isSame = JSON.stringify(found) === JSON.stringify([...plan.crons].sort())
  return isSame ? [] : ['crons']
}

async function lateConsumers({ cloudflare, plan }: Run): Promise<string[]> {
  const queues = await cloudflare.list(QueueWithConsumers, '/queues')
  const byName = new Map(queues.map(({ queue_name, consumers }) => [queue_name, consumers ?? []]))
  return plan.consumers
    .filter((wanted) => {
      const found = byName.get(wanted.queue)?.find((each) => isOf(each, plan.script))
      return !found || !isSameConsumer(wanted, found)
    })
    .map(({ queue }) => `consumer of ${queue}`)
}

export function isOf({ script, service, script_name }: Consumer, name: string): boolean {
  return [script, service, script_name].includes(name)
}

/** Ignores values that wrangler.toml omits: they are the platform's defaults. */
function isSameConsumer(wanted: Plan['consumers'][number], found: Consumer): boolean {
  const { settings } = found
  const waitMs =
    wanted.max_batch_timeout === undefined ? undefined : wanted.max_batch_timeout * 1_000
  return (
    isUnset(wanted.dead_letter_queue, found.dead_letter_queue) &&
    isUnset(wanted.max_batch_size, settings?.batch_size) &&
    isUnset(wanted.max_retries, settings?.max_retries) &&
    isUnset(wanted.retry_delay, settings?.retry_delay) &&
    isUnset(waitMs, settings?.max_wait_time_ms)
  )
}

function isUnset<T>(wanted: T | undefined, found: T | null | undefined): boolean {
  return wanted === undefined || wanted === found
}
