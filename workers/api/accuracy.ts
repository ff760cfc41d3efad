/** `GET /v1/accuracy`: the accuracy of past answers, from the ledger of settled decisions. */
import { createRoute, z } from '@hono/zod-openapi'
import { DAY_MS, utcDay } from '../../models/airline/calendar'
import { ALL_MARKETS } from '../../pipelines/answers/evidence/track-record'
import { AccuracyFigures, accuracyOf } from '../../pipelines/ledger/accuracy-report'
import { DAYS_OUT_GROUPS } from '../../pipelines/ledger/groups'
import { requireScope } from '../gateway/auth'
import { envelope, enveloped, json } from '../http/http'
import { problems } from '../http/problem'
import { createRouter } from '../http/router'
import { reach } from '../http/unavailable'
import { countDecisions } from '../storage/decision-rows'
import { readCells } from '../storage/ledger'

const MAX_DAYS = 730

const Query = z.object({
  scope: z
    .string()
    .regex(/^(all|market:[A-Z]{3}-[A-Z]{3})$/, 'must be "all" or a market, such as market:LIS-JFK')
    .default('all')
    .openapi({ example: 'market:LIS-JFK' }),
  horizon: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number of days')
    .optional()
    .openapi({
      example: '7',
      description:
        'Days ahead of forecasts; of advice the greatest window of its group: 1, 3, 7, 14, 30, 60, 120 or 400. ' +
        'Predicted fares, price levels and counts have none and stay',
    }),
  window: z
    .string()
    .regex(/^P\d{1,3}D$/, {
      error: 'must be a number of days as an ISO 8601 duration, such as P90D',
      abort: true,
    })
    .refine((text) => daysIn(text) >= 1 && daysIn(text) <= MAX_DAYS, `must be P1D to P${MAX_DAYS}D`)
    .default('P90D')
    .openapi({
      example: 'P90D',
      description: 'Claims settled within so many days, today included',
    }),
  model_version: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .openapi({ example: 'fare@2026-11-20', description: 'As `meta.model` names it' }),
  days_out: z
    .enum(DAYS_OUT_GROUPS)
    .optional()
    .openapi({ description: 'Days to departure at the decision' }),
})

const Accuracy = AccuracyFigures.extend({
  scope: z.string(),
  from: z.iso.date().openapi({ description: 'The first UTC day of settlement' }),
  to: z.iso.date(),
  horizon: z.int().nullable(),
  model_version: z.string().nullable(),
  days_out: z.enum(DAYS_OUT_GROUPS).nullable(),
}).openapi('Accuracy')

const getAccuracy = createRoute({
  operationId: 'getAccuracy',
  method: 'get',
  path: '/v1/accuracy',
  tags: ['Accuracy'],
  summary: 'How right our answers were',
  description:
    'Recorded answers are compared with what was observed once their time is over. What was not observed is censored, and counts ' +
    'for neither side. Amounts are compared in the currency and at the rate of the answer.',
  middleware: [requireScope('insights:read')] as const,
  request: { query: Query },
  responses: {
    200: json(envelope(Accuracy), 'Every figure with the number of claims behind it'),
    ...problems('invalid-request', 'unauthorized', 'forbidden', 'rate-limited', 'unavailable'),
  },
})

export const accuracy = createRouter().openapi(getAccuracy, async (c) => {
  const { services, principal } = c.var
  const {
    scope: covered,
    horizon,
    window,
    model_version: model,
    days_out: daysOut,
  } = c.req.valid('query')
  const market = covered === 'all' ? undefined : covered.slice('market:'.length)
  const from = utcDay(services.now - (daysIn(window) - 1) * DAY_MS)
  const horizonDays = horizon === undefined ? undefined : Number(horizon)
  const { db } = services
  const { scope } = principal
  const filter = { market, model, daysOut }
  const [cells, unsettled, abstained] = await reach(
    'database',
    Promise.all([
      readCells(db, scope, { ...filter, market: market ?? ALL_MARKETS, horizonDays, from }),
      countDecisions(db, scope, 'open', filter),
      countDecisions(db, scope, 'unclaimed', filter),
    ])
  )
  const data = {
    scope: covered,
    from,
    to: utcDay(services.now),
    horizon: horizonDays ?? null,
    model_version: model ?? null,
    days_out: daysOut ?? null,
    ...accuracyOf(cells, { unsettled, abstained }),
  }
  return c.json(enveloped(c, data), 200)
})

function daysIn(duration: string): number {
  return Number(duration.slice(1, -1))
}
