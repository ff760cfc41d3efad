/** `GET /v1/slos`: what the service promises of itself, and how it keeps it. */
import { createRoute, z } from '@hono/zod-openapi'
import { MINUTE_MS } from '../../../models/airline/calendar'
import { BUDGET_DAYS, SLO_IDS } from '../../../pipelines/observe/slo'
import type { SloStanding } from '../../../pipelines/observe/slo-standing'
import { PRIORITIES } from '../../../pipelines/watch/causes/priority'
import { requireScope } from '../../gateway/auth'
import { envelope, enveloped, json } from '../../http/http'
import { problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { readSlos } from '../../observe/read-metrics'

const Burn = z
  .object({
    alert: z.string().openapi({ example: 'fast' }),
    priority: z.enum(PRIORITIES),
    factor: z.number().openapi({ description: 'Burn rate from which on it is raised' }),
    long_minutes: z.int(),
    short_minutes: z.int(),
    long_burn_rate: z.number().openapi({ description: 'Over the long window' }),
    short_burn_rate: z.number().openapi({ description: 'Over the short window' }),
    raised: z.boolean(),
  })
  .openapi('SloBurn')

const SloRecord = z
  .object({
    id: z.enum(SLO_IDS),
    title: z.string(),
    good: z.string().openapi({ description: 'A good event, as a sentence' }),
    objective: z.number().openapi({ example: 0.999 }),
    events: z.int().openapi({ description: `Events of ${BUDGET_DAYS} days` }),
    good_events: z.int(),
    reached: z
      .number()
      .nullable()
      .openapi({ description: 'Share of good events; null without an event' }),
    budget_left: z
      .number()
      .openapi({ description: 'Share of the error budget that is left; negative when overspent' }),
    burns: z.array(Burn),
  })
  .openapi('Slo')

const listRoute = createRoute({
  operationId: 'listSlos',
  method: 'get',
  path: '/v1/slos',
  tags: ['Operations'],
  summary: 'List the objectives of the service and how they are kept',
  description:
    `Counts of all accounts over ${BUDGET_DAYS} days. A burn rate of 1 spends the error budget in just that time; a pair of ` +
    'windows is raised when both are at its factor or above, and the failures are too many for chance.',
  middleware: [requireScope('lake:read')] as const,
  responses: {
    200: json(envelope(z.array(SloRecord)), 'Every objective'),
    ...problems('unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const slos = createRouter().openapi(listRoute, async (c) => {
  const standings = await readSlos(c.var.services)
  return c.json(enveloped(c, standings.map(sloWire)), 200)
})

function sloWire({ id, title, good, objective, counts, budgetLeft, burns }: SloStanding) {
  return {
    id,
    title,
    good,
    objective,
    events: counts.total,
    good_events: counts.good,
    reached: counts.total === 0 ? null : counts.good / counts.total,
    budget_left: budgetLeft,
    burns: burns.map(({ name, priority, factor, longMs, shortMs, long, short, isBurning }) => ({
      alert: name,
      priority,
      factor,
      long_minutes: longMs / MINUTE_MS,
      short_minutes: shortMs / MINUTE_MS,
      long_burn_rate: long,
      short_burn_rate: short,
      raised: isBurning,
    })),
  }
}
