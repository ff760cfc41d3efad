/** Jobs on demand: the work of the crons, run now on the data of the caller's mode. */
import { createRoute, z } from '@hono/zod-openapi'
import { daysBetween, IsoDay } from '../../models/airline/calendar'
import { requireScope } from '../gateway/auth'
import { recordAct } from '../gateway/record-act'
import { envelope, enveloped, json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { BACKFILLED, backfillOf } from '../jobs/backfill'
import { JOBS, SCHEDULE } from '../jobs/schedule'

const Job = z.object({ name: z.string(), cron: z.string() }).openapi('Job')

const JobRun = z
  .object({
    job: z.string(),
    at: z.iso.datetime().openapi({ description: 'The clock it ran at' }),
    milliseconds: z.int(),
    report: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).openapi({
      description:
        'What it did. `more`: work is left, `remaining` how much where it can be counted; `busy`: another run has the lease',
    }),
  })
  .openapi('JobRun')

const listRoute = createRoute({
  operationId: 'listJobs',
  method: 'get',
  path: '/v1/jobs',
  tags: ['Operations'],
  summary: 'List the jobs and their crons',
  description: 'Scheduled jobs by name, with their schedule.',
  middleware: [requireScope('lake:read')] as const,
  responses: {
    200: json(envelope(z.array(Job)), 'All jobs'),
    ...problems('unauthorized', 'forbidden', 'rate-limited'),
  },
})

const runRoute = createRoute({
  operationId: 'runJob',
  method: 'post',
  path: '/v1/jobs/{name}:run',
  tags: ['Operations'],
  summary: 'Run a job now',
  description:
    'Safe to repeat. Works on the data of the key alone: test or live. With a test key it runs at the clock of `Fareline-Now`.',
  request: { params: z.object({ name: z.string() }) },
  responses: {
    200: json(envelope(JobRun), 'It has run'),
    ...problems('unauthorized', 'forbidden', 'not-found', 'rate-limited', 'unavailable'),
  },
})

const MAX_BACKFILL_DAYS = 1_100

const Range = z.strictObject({ from: IsoDay, to: IsoDay }).openapi('BackfillRange')

const backfillRoute = createRoute({
  operationId: 'backfillJob',
  method: 'post',
  path: '/v1/jobs/{name}:backfill',
  tags: ['Operations'],
  summary: 'Fill the gaps of a job over a range of days',
  description:
    'Does the days that are missing and no others, so it is safe to repeat: `more` in the report means that days are left. For jobs whose work falls into days.',
  request: {
    params: z.object({ name: z.string() }),
    body: { required: true, ...json(Range, 'UTC days, both included') },
  },
  responses: {
    200: json(envelope(JobRun), 'Days that were missing are done'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'not-found', 'rate-limited'),
  },
})

export const jobs = createRouter().openapi(listRoute, (c) => {
  const all = Object.entries(SCHEDULE).flatMap(([cron, group]) =>
    group.map(({ title }) => ({ name: title, cron }))
  )
  return c.json(enveloped(c, all), 200)
})

// The router cannot split "{name}:run", so the contract is registered beside the handler.
jobs.openAPIRegistry.registerPath(runRoute)
jobs.post('/v1/jobs/:name{.+:run}', requireScope('jobs:run'), async (c) => {
  const { services, principal } = c.var
  const name = c.req.param('name').slice(0, -':run'.length)
  const job = JOBS.get(name)
  if (!job) {
    return problem(
      c,
      'not-found',
      `There is no job "${name}"; there are ${[...JOBS.keys()].join(', ')}.`
    )
  }
  const at = new Date(services.now).toISOString()
  await recordAct(c, { action: 'job.run', subject: name, detail: { at } })
  const began = services.wallNow()
  const report = await job(services, services.now, [principal.scope])
  const data = {
    job: name,
    at,
    milliseconds: services.wallNow() - began,
    report,
  }
  return c.json(enveloped(c, data), 200)
})

jobs.openAPIRegistry.registerPath(backfillRoute)
jobs.post('/v1/jobs/:name{.+:backfill}', requireScope('jobs:run'), async (c) => {
  const { services, principal } = c.var
  const name = c.req.param('name').slice(0, -':backfill'.length)
  const range = Range.safeParse(await c.req.json().catch(() => undefined))
  const days = range.success ? daysBetween(range.data.from, range.data.to) : -1
  if (!range.success || days < 0 || days >= MAX_BACKFILL_DAYS) {
    return problem(
      c,
      'invalid-request',
      `Send {"from": "2026-11-01", "to": "2026-11-28"}: UTC days, at most ${MAX_BACKFILL_DAYS} of them.`
    )
  }
  const job = backfillOf(name, range.data.from, range.data.to)
  if (!job) {
    return problem(
      c,
      'not-found',
      `The job "${name}" has no days to fill; ${BACKFILLED.join(', ')} has.`
    )
  }
  await recordAct(c, { action: 'job.run', subject: name, detail: { backfill: range.data } })
  const began = services.wallNow()
  const report = await job(services, services.now, [principal.scope])
  const milliseconds = services.wallNow() - began
  const at = new Date(services.now).toISOString()
  return c.json(enveloped(c, { job: name, at, milliseconds, report }), 200)
})
