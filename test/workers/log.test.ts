import { env, exports } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { packMessages } from '../../pipelines/events/message'
import { consumeQueue } from '../../workers/ingest/consume-queue'
import { createLog, type LogLevel } from '../../workers/log'
import { connect } from '../../workers/services'
import { openDatabase } from '../../workers/storage/database'
import { logged } from '../../workers/work-line'
import { search } from '../build/events'
import { putKeys, READ_SCOPES } from '../build/keys'
import { TEST } from '../build/scopes'
import { Broker } from '../fakes/delivered-batches'
import { overriding } from '../fakes/faults'
import { createFakeLog } from '../fakes/log'

const written: Record<string, unknown>[] = []

beforeAll(async () => {
  await putKeys([{ id: 'log', key: 'sk_test_log', scopes: READ_SCOPES }])
})

beforeEach(() => {
  written.length = 0
  for (const level of ['info', 'warn', 'error'] satisfies LogLevel[]) {
    vi.spyOn(console, level).mockImplementation((line) => written.push(JSON.parse(line)))
  }
})

function ask(path: string, init: RequestInit = {}) {
  return exports.default.fetch(`https://fareline.test${path}`, init)
}

function requestLines(): Record<string, unknown>[] {
  return written.filter(({ message }) => message === 'request')
}

test('a line is one JSON object with the fields of its log and its own', () => {
  const lines: string[] = []
  const log = createLog({ request_id: 'r1' }, (level, line) => lines.push(`${level} ${line}`))
  log.with({ scope: 'sandbox/test' }).warn('slow', { ms: 12 })
  expect(lines).toEqual([
    'warn {"level":"warn","message":"slow","request_id":"r1","scope":"sandbox/test","ms":12}',
  ])
})

test('an error keeps its name, message, stack and causes', () => {
  const { log, lines } = createFakeLog()
  const cause = new TypeError('no bytes')
  log.error('failed', { error: new AggregateError([new RangeError('late')], 'two', { cause }) })
  expect(lines).toMatchObject([
    {
      error: {
        name: 'AggregateError',
        message: 'two',
        stack: expect.stringContaining('log.test'),
        cause: { name: 'TypeError', message: 'no bytes' },
        errors: [{ name: 'RangeError', message: 'late' }],
      },
    },
  ])
})

test('no value of a statement that failed is logged', async () => {
  const { log, lines } = createFakeLog()
  const { db } = connect(env, { log, defer: () => {} })
  const secret = sql`SELECT * FROM nowhere WHERE a = ${'hash-of-jane'} AND b = ${'more\nlines'}`
  log.error('read', { error: await db.run(secret).catch((error: unknown) => error) })
  const [line] = lines
  expect(line).toMatchObject({ error: { message: expect.stringContaining('FROM nowhere WHERE') } })
  expect(JSON.stringify(line)).toContain('log.test')
  expect(JSON.stringify(line)).not.toMatch(/jane|more/)
})

test('a field without a form in JSON costs the fields, not the line', () => {
  const { log, lines } = createFakeLog()
  const circle: Record<string, unknown> = { size: 5n }
  log.info('number', circle)
  circle.self = circle
  log.error('circle', circle)
  expect(lines).toMatchObject([
    { message: 'number', size: '5' },
    { message: 'circle', request_id: 'test', not_serialised: expect.stringContaining('circular') },
  ])
})

test('a request ends with one line of its id, route, scope, outcome and durations', async () => {
  const headers = { authorization: 'Bearer sk_test_log', 'x-request-id': 'mine-7' }
  await ask('/v1/erasures/era_of_someone', { headers })
  expect(requestLines()).toEqual([
    {
      level: 'info',
      message: 'request',
      request_id: 'mine-7',
      route: 'GET /v1/erasures/{id}',
      scope: 'sandbox/test',
      status: 403,
      outcome: 'refused',
      durations: { total_ms: expect.any(Number) },
    },
  ])
})

test('a request without a key has no scope, and one without a route says so', async () => {
  await ask('/health', { headers: { 'x-request-id': 'h' } })
  await ask('/nothing/at/all', { headers: { 'x-request-id': 'n' } })
  const [health, nothing] = requestLines()
  expect(health).toMatchObject({ route: 'GET /health', outcome: 'ok', status: 200 })
  expect(health).not.toHaveProperty('scope')
  expect(nothing).toMatchObject({ route: 'GET unmatched', outcome: 'refused', status: 404 })
})

test('no line holds the path, which may name a user', async () => {
  const headers = { authorization: 'Bearer sk_test_log' }
  await ask('/v1/users/jane@example.com', { method: 'DELETE', headers })
  expect(requestLines()).toMatchObject([{ route: 'DELETE /v1/users/{id}' }])
  expect(JSON.stringify(written)).not.toContain('jane')
})

test('a queue batch ends with one line of its outcome, and its errors have the same id', async () => {
  const { log, lines } = createFakeLog()
  const db = overriding(env.DB, {
    prepare: () => {
      throw new Error('the database is away')
    },
  })
  const services = { ...connect(env, { log, defer: () => {} }), db: openDatabase(db) }
  const header = { receiptId: 'rcp_log', scope: TEST, receivedAt: services.now }
  const broker = new Broker(packMessages(header, [search({})]))
  await broker.deliver([0], (batch) => consumeQueue(batch, services))
  expect(lines).toMatchObject([
    { level: 'error', message: 'batch not settled', request_id: 'test' },
    {
      level: 'info',
      message: 'queue batch',
      request_id: 'test',
      outcome: 'retried',
      messages: 1,
      retried: 1,
      set_aside: 0,
      durations: { total_ms: expect.any(Number) },
    },
  ])
})

test('work that fails is logged as failed and fails', async () => {
  const { log, lines } = createFakeLog()
  const clock = [10, 25]
  const services = { log, wallNow: () => clock.shift() ?? 0 }
  const fail = async () => {
    throw new Error('no lake')
  }
  const work = logged(services, 'job', fail, () => ({ outcome: 'ok' }))
  await expect(work).rejects.toThrow('no lake')
  expect(lines).toMatchObject([
    {
      level: 'error',
      outcome: 'failed',
      error: { message: 'no lake' },
      durations: { total_ms: 15 },
    },
  ])
})
