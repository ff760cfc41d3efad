/** `GET /v1/job-runs`: runs of jobs, newest first. */

import { createRoute, z } from '@hono/zod-openapi'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { instantOrNull } from '../../http/instant'
import { AfterNumber, limitUpTo, pageOf } from '../../http/page'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { listRuns } from '../../storage/jobs/job-rows'
import { RUN_STATUSES } from '../../storage/jobs/jobs-schema'

const Run = z
  .object({
    id: z.int(),
    job: z.string().openapi({ example: 'aggregate-days' }),
    trigger: z.enum(['cron', 'key']),
    at: z.iso.datetime().openapi({ description: 'The clock it worked at' }),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    milliseconds: z.int().nullable(),
    status: z.enum(RUN_STATUSES).openapi({
      description: '"running" long after the start was killed; "more" left work for the next run',
    }),
    error: z.string().nullable(),
    step: z
      .object({
        milliseconds: z.int(),
        more: z.boolean(),
        counts: z.record(z.string(), z.number()),
        partitions: z.array(z.string()).openapi({ description: 'Such as days; the first 100' }),
        error: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: 'What it did with the data of the key; null when nothing' }),
  })
  .openapi('JobRunRecord')

const listRoute = createRoute({
  operationId: 'listJobRuns',
  method: 'get',
  path: '/v1/job-runs',
  tags: ['Operations'],
  summary: 'List runs of jobs',
  description:
    'Runs of crons, which work for all accounts, and of keys of the same account and mode, newest first. Kept for 30 days.',
  middleware: [requireScope('lake:read')] as const,
  request: {
    query: z.strictObject({
      job: z.string().optional().openapi({ description: 'Name of a job, as /v1/jobs lists them' }),
      status: z.enum(RUN_STATUSES).optional(),
      limit: limitUpTo(500, 50),
      after: AfterNumber,
    }),
  },
  responses: {
    200: json(envelope(z.array(Run)), '`links.next` leads to older runs'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const jobRuns = createRouter().openapi(listRoute, async (c) => {
  const { services, principal } = c.var
  const query = c.req.valid('query')
  const found = await reach('database', listRuns(services.db, principal.scope, query))
  const { page, links } = pageOf(found, c.req.path, query, ({ id }) => id)
  const data = page.map((run) => ({
    id: run.id,
    job: run.job,
    trigger: run.scope === null ? ('cron' as const) : ('key' as const),
    at: new Date(run.at).toISOString(),
    started_at: new Date(run.startedAt).toISOString(),
    finished_at: instantOrNull(run.finishedAt),
    milliseconds: run.finishedAt === null ? null : run.finishedAt - run.startedAt,
    status: run.status,
    // The text may name data of another owner.
    error:
      run.scope === null && run.error !== null
        ? (run.step?.error ?? 'it failed for other data')
        : run.error,
    step: run.step,
  }))
  return c.json(enveloped(c, data, { links }), 200)
})
