/** `/health` says what is up. It needs no key and shows nothing of any customer. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'drizzle-orm'
import { decisionCounts } from '../decisions/record-decision'
import { json } from '../http/http'
import { createRouter } from '../http/router'
import type { HostStatus } from '../inference/model-host'
import { inferenceStatus, openModels } from '../inference/models'
import type { Services } from '../services'

const CHECK_MS = 2_000

const Check = z.object({ status: z.enum(['up', 'down']), detail: z.string().optional() })
const Model = z.object({
  model: z.string(),
  engine: z.enum(['forest', 'onnxruntime-web', 'baseline']),
  load_ms: z.number().optional(),
  last_error: z.string().optional(),
})
const Inference = Model.extend({
  wasm_memory_bytes: z.number(),
  /** By name, the fare model too. */
  models: z.record(z.string(), Model),
})
const Health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    checks: z.object({ database: Check, lake: Check, snapshots: Check }),
    /** Of the isolate that answers, the fare model first; asking opens its models. */
    inference: Inference.optional(),
    /** Of the isolate that answers, since it started. */
    decisions: z.object({
      recorded: z.int(),
      dropped: z.int().openapi({ description: 'Could not be sent, or were too many at once' }),
    }),
  })
  .openapi('Health')

const getHealth = createRoute({
  method: 'get',
  path: '/health',
  tags: ['Operations'],
  summary: 'What is up',
  security: [],
  responses: {
    200: json(Health, 'Everything that answers need is up'),
    503: json(Health, 'Something is down; `checks` says what'),
  },
})

export const health = createRouter().openapi(getHealth, async (c) => {
  const { services } = c.var
  openModels(services)
  const checks = await check(services)
  const up = Object.values(checks).every(({ status }) => status === 'up')
  const told = { checks, inference: inference(services), decisions: decisionCounts() }
  return up
    ? c.json({ status: 'ok' as const, ...told }, 200)
    : c.json({ status: 'degraded' as const, ...told }, 503)
})

function inference({ modelEngine }: Services): z.infer<typeof Inference> | undefined {
  const status = inferenceStatus(modelEngine)
  if (!status) return undefined
  const { wasmMemoryBytes, models } = status
  return {
    ...modelWire(status),
    wasm_memory_bytes: wasmMemoryBytes,
    models: Object.fromEntries(
      Object.entries(models).map(([name, each]) => [name, modelWire(each)])
    ),
  }
}

function modelWire({ model, engine, loadMs, lastError }: HostStatus): z.infer<typeof Model> {
  return { model, engine, load_ms: loadMs, last_error: lastError?.code }
}

async function check({ db, lake, snapshots }: Services) {
  const [database, store, cache] = await Promise.all([
    answers(db.run(sql`SELECT 1`)),
    answers(lake.head('models/fare/champion.json')),
    answers(snapshots.get('health')),
  ])
  return { database, lake: store, snapshots: cache }
}

async function answers(work: Promise<unknown>): Promise<z.infer<typeof Check>> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer in ${CHECK_MS} ms`)), CHECK_MS)
  )
  try {
    await Promise.race([work, late])
    return { status: 'up' }
  } catch (error) {
    return { status: 'down', detail: error instanceof Error ? error.message : String(error) }
  }
}
