/** `/health`: without a key whether the Worker is up, with one what is up and how it is. */
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'drizzle-orm'
import type { Context } from 'hono'
import { readWriteSwitch } from '../admission/write-switch'
import { decisionCounts } from '../decisions/record-decision'
import { admit, type Refusal } from '../gateway/auth'
import type { AppEnv } from '../http/app-env'
import { json } from '../http/http'
import { problem, problems } from '../http/problem'
import { createRouter } from '../http/router'
import { Unavailable } from '../http/unavailable'
import type { DeploymentStatus } from '../inference/deployment'
import { inferenceStatus, openModels } from '../inference/models'
import type { Services } from '../services'
import type { Principal } from '../storage/account/api-keys'
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
        'degraded: a part is down (503); with a key also when a model is on its baseline or dead letters wait (200)',
    }),
    checks: z.object({ database: Check, lake: Check, snapshots: Check }).optional(),
    version: z
      .object({ id: z.string(), tag: z.string() })
      .optional()
      .openapi({ description: 'Deployed version that answers; a release is known by it' }),
    /** Models of the answering isolate, the fare model first; a request opens them. */
    inference: Inference.optional(),
    /** Counts of the answering isolate since it started. */
    /** Messages, documents and objects set aside that were not replayed yet. */
    dead_letters: z
      .object({
        depth: z.int(),
        oldest_age_seconds: z.int().nullable().openapi({ description: 'null when there is none' }),
      })
      .optional()
      .openapi({ description: 'Of the account and mode; left out when the database is down' }),
    read_only: z.boolean().optional().openapi({
      description:
        'Writes are answered 503 and jobs do not run (PUT /v1/read-only, or the setting READ_ONLY)',
    }),
    requests_in_flight: z.int().optional().openapi({ description: 'In the isolate that answers' }),
    decisions: z
      .object({
        recorded: z.int(),
        dropped: z.int().openapi({ description: 'Could not be sent, or were too many at once' }),
      })
      .optional(),
  })
  .openapi('Health')

const getHealth = createRoute({
  operationId: 'getHealth',
  method: 'get',
  path: '/health',
  tags: ['Operations'],
  summary: 'Show the health of the service',
  description:
    'Without a key `status` alone: ok or degraded. With a key also the parts, the models of the isolate that answers, and ' +
    "how much of the key's account and mode was set aside.",
  security: [{}, { key: [] }],
  responses: {
    200: json(Health, 'Everything that answers need is up'),
    503: json(Health, 'Something is down; `checks` says what'),
    ...problems('unauthorized', 'rate-limited'),
  },
})

export const health = createRouter().openapi(getHealth, async (c) => {
  if (c.req.header('authorization') === undefined) {
    const isUp = isEachUp(await check(c.var.services))
    return c.json({ status: statusOf(isUp) }, isUp ? 200 : 503)
  }
  const refusal = await admitIfReachable(c)
  if (refusal === 'unreachable') return c.json({ status: statusOf(false) }, 503)
  if (refusal) return problem(c, refusal.code as 'unauthorized' | 'rate-limited', refusal.detail)
  const { services, principal } = c.var
  openModels(services)
  const [checks, letters, writeSwitch] = await Promise.all([
    check(services),
    deadLetters(services, principal),
    readWriteSwitch(services),
  ])
  const models = inference(services)
  const { id, tag } = services.version
  const parts = {
    checks,
    version: { id, tag },
    inference: models,
    read_only: services.readOnly || writeSwitch !== undefined,
    requests_in_flight: services.isolate.workInFlight.requests(),
    ...(letters && { dead_letters: letters }),
    decisions: decisionCounts(services),
  }
  const isUp = isEachUp(checks)
  const status = statusOf(isUp && !onBaselines(models) && !letters?.depth)
  return c.json({ status, ...parts }, isUp ? 200 : 503)
})

/** A key cannot be looked up while the database is down; that is an answer here and no failure. */
async function admitIfReachable(c: Context<AppEnv>): Promise<Refusal | 'unreachable' | undefined> {
  try {
    return await admit(c)
  } catch (error) {
    if (error instanceof Unavailable) return 'unreachable'
    throw error
  }
}

function statusOf(isWhole: boolean): 'ok' | 'degraded' {
  return isWhole ? 'ok' : 'degraded'
}

function isEachUp(checks: Readonly<Record<string, z.infer<typeof Check>>>): boolean {
  return Object.values(checks).every(({ status }) => status === 'up')
}

/** Models that failed to open; one that is still loading is no fault. */
function onBaselines(models: z.infer<typeof Inference> | undefined): boolean {
  return Object.values(models?.models ?? {}).some(
    ({ engine, last_error }) => engine === 'baseline' && last_error !== undefined
  )
}

async function deadLetters({ db, wallNow }: Services, { scope }: Principal) {
  try {
    const { depth, oldestAt } = await inTime(waitingLetters(db, scope))
    const oldest = oldestAt === undefined ? null : Math.floor((wallNow() - oldestAt) / 1_000)
    return { depth, oldest_age_seconds: oldest }
  } catch {
    // The check of the database reports its failure.
    return undefined
  }
}

function inference(services: Services): z.infer<typeof Inference> | undefined {
  const status = inferenceStatus(services)
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

function modelWire({ model, engine, loadMs, lastError }: DeploymentStatus): z.infer<typeof Model> {
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
