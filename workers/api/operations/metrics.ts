/** `GET /metrics`: the metrics of the deployment as OpenMetrics text, for a scraper. */
import { createRoute, z } from '@hono/zod-openapi'
import { OPERATORS } from '../../../pipelines/events/scope'
import { OPEN_METRICS_TYPE, openMetricsText } from '../../../pipelines/observe/open-metrics'
import { authenticate } from '../../gateway/auth'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { readMetrics } from '../../observe/read-metrics'

const getMetrics = createRoute({
  operationId: 'getMetrics',
  method: 'get',
  path: '/metrics',
  tags: ['Operations'],
  summary: 'Show the metrics of the deployment',
  description:
    `OpenMetrics text for Prometheus and its relatives. They cover all accounts, so only a key of "${OPERATORS}" reads ` +
    'them. Counters may lack the last five seconds of other isolates.',
  middleware: [authenticate] as const,
  responses: {
    200: {
      description: 'Samples of every metric that has one',
      content: { [OPEN_METRICS_TYPE]: { schema: z.string() } },
    },
    ...problems('unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const metrics = createRouter().openapi(getMetrics, async (c) => {
  const { services, principal } = c.var
  if (principal.scope.account !== OPERATORS)
    return problem(c, 'forbidden', `Only a key of the account "${OPERATORS}" reads metrics.`)
  const samples = await readMetrics(services)
  return c.body(openMetricsText(samples), 200, { 'content-type': OPEN_METRICS_TYPE })
})
