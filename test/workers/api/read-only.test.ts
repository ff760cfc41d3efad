/** The switch that stops writes at run time. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { OPERATORS } from '../../../pipelines/events/scope'
import { readWriteSwitch, setWriteSwitch } from '../../../workers/admission/write-switch'
import worker from '../../../workers/index'
import { SWEEP_CRON } from '../../../workers/ingest/sweep-cron'
import { createSwitchMemory } from '../../../workers/isolate/switch-memory'
import { listEntries } from '../../../workers/storage/account/audit-rows'
import { ALL_SCOPES, putKeys } from '../../build/keys'
import { services } from '../../build/lake'

const OPERATOR = 'sk_test_operator'
const CUSTOMER = 'sk_test_customer'

beforeAll(() =>
  putKeys([
    { id: 'operator', key: OPERATOR, scopes: ALL_SCOPES, account: OPERATORS },
    { id: 'customer', key: CUSTOMER, scopes: ALL_SCOPES, account: 'acme' },
  ])
)

async function call(method: string, path: string, key: string, body?: object) {
  const response = await exports.default.fetch(`https://fareline.test${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = z.looseObject({ data: z.unknown().optional() }).parse(await response.json())
  return { status: response.status, retryAfter: response.headers.get('retry-after'), answer }
}

const erase = () => call('DELETE', '/v1/users/somebody', CUSTOMER)
const ask = () => call('GET', '/v1/accuracy', CUSTOMER)

test('only operators switch writes', async () => {
  const refused = await call('PUT', '/v1/read-only', CUSTOMER, { enabled: true })
  expect(refused).toMatchObject({ status: 403 })
  expect((await call('GET', '/v1/read-only', CUSTOMER)).answer.data).toMatchObject({
    enabled: false,
  })
})

test('writes are refused by a problem that names the switch, questions go on, and it is undone', async () => {
  const wanted = { enabled: true, reason: 'restore of the database' }
  expect(await call('PUT', '/v1/read-only', OPERATOR, wanted)).toMatchObject({
    status: 200,
    answer: { data: { enabled: true, reason: 'restore of the database' } },
  })
  expect(await erase()).toMatchObject({
    status: 503,
    retryAfter: '60',
    answer: { code: 'read-only', detail: expect.stringContaining('restore of the database') },
  })
  expect(await ask()).toMatchObject({ status: 200 })
  expect((await call('GET', '/health', CUSTOMER)).answer).toMatchObject({ read_only: true })

  expect(await call('PUT', '/v1/read-only', OPERATOR, { enabled: false })).toMatchObject({
    status: 200,
    answer: { data: { enabled: false, since: null, reason: null } },
  })
  expect((await erase()).status).not.toBe(503)
  const entries = await listEntries(services.db, OPERATORS, 0, 10)
  expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
    ['writes.switch', 'operator'],
    ['writes.switch', 'operator'],
  ])
})

test('crons do not run while writes are off', async () => {
  await setWriteSwitch(services, { since: 1, reason: 'a test' })
  const context = createExecutionContext()
  const controller = { cron: SWEEP_CRON, scheduledTime: services.now, noRetry: () => undefined }
  // Another environment has an isolate of its own, which has read no switch yet.
  await worker.scheduled(controller, { ...env }, context)
  await waitOnExecutionContext(context)
  const runs = await env.DB.prepare('SELECT count(*) AS n FROM job_runs').first()
  expect(runs).toEqual({ n: 0 })
  await setWriteSwitch(services, undefined)
})

test('an isolate reads the switch every ten seconds, and keeps what it read while KV is away', async () => {
  let reads = 0
  let now = 100_000
  let stored: string | null = JSON.stringify({ since: 1, reason: 'a test' })
  const snapshots = {
    get: async () => {
      reads += 1
      if (stored === null) throw new Error('KV is away')
      return stored
    },
  }
  const mine = {
    ...services,
    snapshots: snapshots as unknown as KVNamespace,
    isolate: { ...services.isolate, writeSwitch: createSwitchMemory() },
    wallNow: () => now,
  }
  expect(await readWriteSwitch(mine)).toMatchObject({ reason: 'a test' })
  now += 9_999
  expect(await readWriteSwitch(mine)).toMatchObject({ reason: 'a test' })
  expect(reads).toBe(1)
  now += 1
  stored = null
  expect(await readWriteSwitch(mine)).toMatchObject({ reason: 'a test' })
  expect(reads).toBe(2)
})
