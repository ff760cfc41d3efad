import { expect, test } from 'vitest'
import { countedEnv, operationsOf } from '../../../tools/counting/counted-env'
import { noCounts } from '../../../tools/counting/counts'

const KINDS = {
  queues: ['EVENTS'],
  buckets: ['LAKE'],
  namespaces: ['SNAPSHOTS'],
  databases: ['DB'],
  objects: ['MARKETS'],
}

test('a queue bills an operation for each 64 KB of a message', () => {
  expect(operationsOf(1)).toBe(1)
  expect(operationsOf(65_536)).toBe(1)
  expect(operationsOf(65_537)).toBe(2)
})

test('calls of bindings are counted and keep their results', async () => {
  const counts = noCounts()
  const env = countedEnv(
    {
      EVENTS: { sendBatch: async () => 'sent' },
      LAKE: { put: async () => 'put', get: async () => 'object', delete: async () => 'gone' },
      SNAPSHOTS: { get: async () => 'copy', put: async () => undefined },
      DB: undefined,
      MARKETS: { getByName: (name: string) => ({ seen: async () => name }) },
      NAME: 'unchanged',
    },
    KINDS,
    counts
  )
  const call = (binding: string, method: string, ...args: unknown[]) => {
    const target: unknown = env[binding]
    if (typeof target !== 'object' || target === null) throw new Error(`${binding} is missing`)
    const value: unknown = Reflect.get(target, method)
    return typeof value === 'function' ? value(...args) : undefined
  }
  expect(await call('EVENTS', 'sendBatch', [{ body: 'abc' }, { body: 'x'.repeat(70_000) }])).toBe(
    'sent'
  )
  expect(await call('LAKE', 'put', 'key', 'four')).toBe('put')
  expect(await call('LAKE', 'get', 'key')).toBe('object')
  expect(await call('LAKE', 'delete', 'key')).toBe('gone')
  expect(await call('SNAPSHOTS', 'get', 'key')).toBe('copy')
  expect(await call('MARKETS', 'getByName', 'LIS-JFK').seen()).toBe('LIS-JFK')
  expect(env.NAME).toBe('unchanged')
  expect(counts).toMatchObject({
    queueWrites: 3,
    queueBytes: 70_003,
    r2Writes: 1,
    r2Reads: 1,
    r2Bytes: 4,
    kvReads: 1,
    kvWrites: 0,
    objectRequests: 1,
  })
})

test('rows that a statement wrote are counted, in batches too', async () => {
  const counts = noCounts()
  const result = { results: [{ a: 1, b: 2 }], meta: { rows_written: 3, rows_read: 5 } }
  const query = async () => result
  const statement = { bind: () => statement, run: query, all: query, raw: async () => [[0]] }
  const real: unknown[] = []
  const database = {
    prepare: () => statement,
    batch: async (statements: unknown[]) => {
      real.push(...statements)
      return statements.map(() => result)
    },
  }
  const env = countedEnv({ DB: database }, KINDS, counts)
  const counted = env.DB as typeof database
  await counted.prepare().bind().run()
  expect(await counted.prepare().raw()).toEqual([[1, 2]])
  await counted.batch([counted.prepare(), counted.prepare()])
  expect(real).toEqual([statement, statement])
  expect(counts).toMatchObject({ databaseRowsWritten: 12, databaseRowsRead: 20 })
})
