/** `GET /v1/usage`: the work of the account's keys by day and operation, and its estimated cost. */
import { createRoute, z } from '@hono/zod-openapi'
import { dayNumber, dayOf, IsoDay, utcDay } from '../../../models/airline/calendar'
import { envelope, enveloped, json } from '../../http/http'
import { problem, problems } from '../../http/problem'
import { createRouter } from '../../http/router'
import { reach } from '../../http/unavailable'
import { costOf } from '../../metering/costs'
import { estimatedCostUsd, type UsageRow } from '../../metering/usage'
import type { Services } from '../../services'
import type { Principal } from '../../storage/account/api-keys'
import { listKeys } from '../../storage/account/key-rows'
import { meterName } from '../../storage/account/meter-name'

const MAX_DAYS = 400
const DEFAULT_DAYS = 30

const UsageEntry = z
  .object({
    day: IsoDay.openapi({ description: 'UTC day of the wall clock' }),
    key_id: z.string(),
    operation: z.string().openapi({ example: 'POST /v1/price-insights:batch' }),
    requests: z.int(),
    items: z.int().openapi({ description: 'In the unit of the operation, see `unit`' }),
    unit: z.string().openapi({ example: 'trip' }),
    units: z.int().openapi({ description: 'Taken of the quota of the key' }),
    estimated_cost_usd: z.number(),
  })
  .openapi('UsageEntry')

const Usage = z
  .object({
    from: IsoDay,
    to: IsoDay,
    requests: z.int(),
    units: z.int(),
    estimated_cost_usd: z.number().openapi({
      description: 'What the platform charges for the work, by its list prices',
    }),
    entries: z.array(UsageEntry),
  })
  .openapi('Usage')

const getUsage = createRoute({
  method: 'get',
  path: '/v1/usage',
  operationId: 'getUsage',
  tags: ['Operations'],
  summary: 'Count requests, items and estimated cost by day and operation',
  description:
    "Of the caller's account and mode. A key with `keys:admin` sees all keys, any other its own. " +
    'A request is counted within about two seconds.',
  request: {
    query: z
      .object({
        from: IsoDay.optional().openapi({
          format: 'date',
          description: `First day; ${DEFAULT_DAYS} days before \`to\` when left out`,
        }),
        to: IsoDay.optional().openapi({
          format: 'date',
          description: 'Last day; today when left out',
        }),
      })
      .strict(),
  },
  responses: {
    200: json(envelope(Usage), 'Entries by day, key and operation'),
    ...problems('invalid-request', 'unauthorized', 'rate-limited', 'unavailable'),
  },
})

export const usage = createRouter().openapi(getUsage, async (c) => {
  const { services, principal } = c.var
  const query = c.req.valid('query')
  const to = query.to ?? utcDay(services.wallNow())
  const from = query.from ?? addDays(to, -DEFAULT_DAYS)
  if (from > to || from < addDays(to, -MAX_DAYS)) {
    const detail = `from must be at most ${MAX_DAYS} days before to, and not after it`
    const errors = [{ pointer: '/from', location: 'query', detail } as const]
    return problem(c, 'invalid-request', detail, errors)
  }
  const entries = await reach('meters', readUsage(services, principal, from, to))
  const sum = (amount: (entry: z.infer<typeof UsageEntry>) => number) =>
    entries.reduce((total, entry) => total + amount(entry), 0)
  const data = {
    from,
    to,
    requests: sum(({ requests }) => requests),
    units: sum(({ units }) => units),
    estimated_cost_usd: rounded(sum((entry) => entry.estimated_cost_usd)),
    entries,
  }
  return c.json(enveloped(c, data), 200)
})

async function readUsage(services: Services, principal: Principal, from: IsoDay, to: IsoDay) {
  const { scope, keyId, permissions } = principal
  const ids = permissions.has('keys:admin') ? await keyIds(services, principal) : [keyId]
  const byKey = await Promise.all(
    ids.map(async (id) => {
      const meter = services.meters.getByName(meterName(scope, id))
      await services.isolate.metered.usage.flush(id, {
        report: (counts, day) => meter.report(counts, day),
      })
      return (await meter.usage(from, to)).map((row) => entryOf(id, row))
    })
  )
  return byKey.flat().sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)))
}

/** Revoked ones too: they worked in the time in question. */
async function keyIds({ db }: Services, { scope }: Principal): Promise<string[]> {
  const keys = await listKeys(db, scope.account)
  return keys.flatMap(({ id, mode }) => (mode === scope.mode ? [id] : []))
}

function entryOf(keyId: string, row: UsageRow): z.infer<typeof UsageEntry> {
  const { day, operation, requests, items, units } = row
  return {
    day: IsoDay.parse(day),
    key_id: keyId,
    operation,
    requests,
    items,
    unit: costOf(operation).item,
    units,
    estimated_cost_usd: rounded(estimatedCostUsd(row)),
  }
}

/** To a billionth of a dollar. */
function rounded(usd: number): number {
  return Math.round(usd * 1e9) / 1e9
}

function addDays(day: IsoDay, days: number): IsoDay {
  return dayOf(dayNumber(day) + days)
}
