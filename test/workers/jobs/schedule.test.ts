/// <reference types="vite/types/importMeta.d.ts" />
import { createExecutionContext, createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import worker from '../../../workers/index'
import { runCron, SCHEDULE } from '../../../workers/jobs/schedule'
import { connect } from '../../../workers/services'

const configs = import.meta.glob<string>('../../../wrangler.toml', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const services = connect(env, { now: 0, defer: () => undefined })

test('every cron of wrangler.toml, in every environment, has jobs, and every job a cron', () => {
  const [toml = ''] = Object.values(configs)
  const lists = [...toml.matchAll(/^crons = (\[.*\])$/gm)].map(([, list = '[]']) =>
    JSON.parse(list)
  )
  expect(lists.length).toBeGreaterThan(0)
  for (const crons of lists) expect(crons.toSorted()).toEqual(Object.keys(SCHEDULE).toSorted())
})

test('a cron without jobs is an error that says where to add them', async () => {
  await expect(runCron('0 0 30 2 *', services, 0)).rejects.toThrow('workers/jobs/schedule.ts')
})

test('the Worker runs the jobs of the cron that fired', async () => {
  const [cron = ''] = Object.keys(SCHEDULE)
  const controller = createScheduledController({ cron, scheduledTime: new Date(0) })
  await worker.scheduled(controller, env, createExecutionContext())
})
