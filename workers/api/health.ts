/** `/health` says what is up. It needs no key and shows nothing of any customer. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'drizzle-orm'
import { decisionCounts } from '../decisions/record-decision'
import { json } from '../http/http'
import { createRouter } from '../http/router'
import type { HostStatus } from '../inference/model-host'
import { inferenceStatus, openModels } from '../inference/models'
import type { Services } from '../services'
import { waitingLetters } from '../storage/letter-rows'

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
    status: z.enum(['ok', 'degraded']).openapi({
      description:
        'degraded: a part is down (503), or a model is on its baseline or dead letters wait (200)',
    }),
    checks: z.object({ database: Check, lake: Check, snapshots: Check }),
    version: z
      .object({ id: z.string(), tag: z.string() })
      .openapi({ description: 'Deployed version that answers; a release is known by it' }),
    /** Of the isolate that answers, the fare model first; asking opens its models. */
    inference: Inference.optional(),
    /** Of the isolate that answers, since it started. */
    /** Messages, documents and objects set aside that were not replayed yet. */
    dead_letters: z
      .object({
        depth: z.int(),
        oldest_age_seconds: z.int().nullable().openapi({ description: 'null when there is none' }),
      })
      .optional()
      .openapi({ description: 'Left out when the database is down' }),
    read_only: z.boolean().openapi({
      description: 'Writes are answered 503 and jobs do not run (the setting READ_ONLY)',
    }),
    requests_in_flight: z.int().openapi({ description: 'In the isolate that answers' }),
    decisions: z.object({
      recorded: z.int(),
      dropped: z.int().openapi({ description: 'Could not be sent, or were too many at once' }),
    }),
  })
  .openapi('Health')

const getHealth = createRoute({
  operationId: 'getHealth',
  method: 'get',
  path: '/health',
  tags: ['Operations'],
  summary: 'What is up',
  description: 'Tells whether the service answers, on which models, and what was set aside.',
  security: [],
  responses: {
    200: json(Health, 'Everything that answers need is up'),
    503: json(Health, 'Something is down; `checks` says what'),
  },
})

export const health = createRouter().openapi(getHealth, async (c) => {
  const { services } = c.var
  openModels(services)
  const [checks, letters] = await Promise.all([check(services), deadLetters(services)])
  const models = inference(services)
  const { id, tag } = services.version
  const parts = {
    checks,
    version: { id, tag },
    inference: models,
    read_only: services.readOnly,
    requests_in_flight: services.workInFlight.requests(),
    ...(letters && { dead_letters: letters }),
    decisions: decisionCounts(),
  }
  const isUp = Object.values(checks).every(({ status }) => status === 'up')
  const isWhole = isUp && !onBaselines(models) && !letters?.depth
  const status = isWhole ? ('ok' as const) : ('degraded' as const)
  return c.json({ status, ...parts }, isUp ? 200 : 503)
})

/** Models that failed to open; one that is still loading is no fault. */
function onBaselines(models: z.infer<typeof Inference> | undefined): boolean {
  return Object.values(models?.models ?? {}).some(
    ({ engine, last_error }) => engine === 'baseline' && last_error !== undefined
  )
}

async function deadLetters({ db, wallNow }: Services) {
  try {
    const { depth, oldestAt } = await inTime(waitingLetters(db))
    const oldest = oldestAt === undefined ? null : Math.floor((wallNow() - oldestAt) / 1_000)
    return { depth, oldest_age_seconds: oldest }
  } catch {
    // That the database is down is said by its own check.
    return undefined
  }
}

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
  try {
    await inTime(work)
    return { status: 'up' }
  } catch (error) {
    return { status: 'down', detail: error instanceof Error ? error.message : String(error) }
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer in ${CHECK_MS} ms`)), CHECK_MS)
  )
  return Promise.race([work, late])
}
