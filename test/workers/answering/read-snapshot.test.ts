import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import type { MarketSnapshot } from '../../../pipelines/market/snapshot'
import {
  readSnapshot,
  type SnapshotClock,
  type SnapshotPorts,
} from '../../../workers/answering/read-snapshot'
import { SnapshotMemory, type SnapshotShelf } from '../../../workers/storage/snapshot-memory'

const NOW = Date.UTC(2026, 10, 20)
const CLOCK: SnapshotClock = { now: NOW, wallNow: NOW, freshMs: 500, deadlineMs: 50 }
const KEY = 'sandbox/test/LIS-JFK'

function snapshotAt(at: number, version = 1): MarketSnapshot {
  return {
    schema: 2,
    market: 'LIS-JFK',
    version,
    at,
    searches: { last: { '1h': 0, '24h': 0, '7d': 0, '30d': 0 }, byHour: [], byWeekday: [] },
    bookings30d: 0,
    fareGroups: [],
  }
}

/** Ports whose object, KV and clock are controlled by the test. */
function setUp(replies: Partial<Pick<SnapshotPorts, 'askObject' | 'askKv'>> = {}) {
  const shelf: SnapshotShelf = { memory: new SnapshotMemory(), refreshes: new Map() }
  const deferred: Promise<unknown>[] = []
  const timers: { ms: number; ring: () => void }[] = []
  const reads = { object: 0, kv: 0 }
  const ports: SnapshotPorts = {
    askObject: (known) => {
      reads.object += 1
      return replies.askObject?.(known) ?? hang()
    },
    askKv: () => {
      reads.kv += 1
      return replies.askKv?.() ?? Promise.resolve(undefined)
    },
    startTimer: (ms, ring) => {
      const timer = { ms, ring }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), 1)
    },
    defer: (work) => deferred.push(work),
  }
  return {
    shelf,
    reads,
    timers,
    deferred,
    read: (clock: Partial<SnapshotClock> = {}) =>
      readSnapshot(KEY, shelf, ports, { ...CLOCK, ...clock }),
    /** Runs all work that can proceed, then the deadline. */
    async deadline() {
      await settled()
      for (const { ring } of timers) ring()
    },
  }
}

const hang = () => new Promise<never>(() => {})
const settled = () => new Promise((resolve) => setTimeout(resolve))

function cached(snapshot: MarketSnapshot, questionAt = snapshot.at) {
  return { snapshot, at: snapshot.at, questionAt }
}

test('a fresh memory answers without any other read', async () => {
  const { shelf, read, reads } = setUp()
  const snapshot = snapshotAt(NOW - 400)
  shelf.memory.set(KEY, cached(snapshot))
  expect(await read()).toEqual({ snapshot, source: 'memory' })
  expect(reads).toEqual({ object: 0, kv: 0 })
})

test('stale memory is renewed by an object that answers in time', async () => {
  const newer = snapshotAt(NOW, 2)
  const { shelf, read, reads } = setUp({ askObject: async () => newer })
  shelf.memory.set(KEY, cached(snapshotAt(NOW - 600)))
  expect(await read()).toEqual({ snapshot: newer, source: 'object' })
  expect(await read()).toEqual({ snapshot: newer, source: 'memory' })
  expect(reads).toEqual({ object: 1, kv: 0 })
})

test('a hanging object costs the deadline, then stale memory answers', async () => {
  const { shelf, read, timers, deadline } = setUp()
  const stale = snapshotAt(NOW - 60_000)
  shelf.memory.set(KEY, cached(stale))
  const pending = read()
  await settled()
  expect(timers.map(({ ms }) => ms)).toEqual([50])
  await deadline()
  expect(await pending).toEqual({ snapshot: stale, source: 'memory' })
})

test('an object that answers after the deadline serves the next answer', async () => {
  const late = Promise.withResolvers<MarketSnapshot>()
  const { shelf, read, deadline, deferred } = setUp({ askObject: () => late.promise })
  shelf.memory.set(KEY, cached(snapshotAt(NOW - 600)))
  const first = read()
  await deadline()
  expect((await first).source).toBe('memory')

  const newer = snapshotAt(NOW, 2)
  late.resolve(newer)
  await Promise.all(deferred)
  expect(await read({ now: NOW + 100, wallNow: NOW + 100 })).toEqual({
    snapshot: newer,
    source: 'memory',
  })
})

test('a cold isolate takes a fresh copy from KV without waiting for the object', async () => {
  const copy = snapshotAt(NOW - 100)
  const { read } = setUp({ askKv: async () => copy })
  expect(await read()).toEqual({ snapshot: copy, source: 'kv' })
})

test('a stale copy waits for the object, and answers when the object does not', async () => {
  const copy = snapshotAt(NOW - 30_000)
  const newer = snapshotAt(NOW, 2)
  const answering = setUp({ askKv: async () => copy, askObject: async () => newer })
  expect(await answering.read()).toEqual({ snapshot: newer, source: 'object' })

  const hanging = setUp({ askKv: async () => copy })
  const pending = hanging.read()
  await hanging.deadline()
  expect(await pending).toEqual({ snapshot: copy, source: 'kv' })
})

test('a failing object is no failed answer: the stale copy or memory stands in at once', async () => {
  const askObject = () => Promise.reject(new Error('overloaded'))
  const copy = snapshotAt(NOW - 30_000)
  const cold = setUp({ askObject, askKv: async () => copy })
  expect(await cold.read()).toEqual({ snapshot: copy, source: 'kv' })
  expect(cold.timers).toEqual([])

  const warm = setUp({ askObject })
  const stale = snapshotAt(NOW - 30_000)
  warm.shelf.memory.set(KEY, cached(stale))
  expect(await warm.read()).toEqual({ snapshot: stale, source: 'memory' })
  expect(await Promise.allSettled(warm.deferred)).not.toContainEqual(
    expect.objectContaining({ status: 'rejected' })
  )
})

test('with object and KV broken or hanging the answer goes on without a snapshot', async () => {
  const askObject = () => Promise.reject(new Error('overloaded'))
  const broken = setUp({ askObject, askKv: () => Promise.reject(new SyntaxError('not JSON')) })
  expect(await broken.read()).toEqual({ snapshot: undefined, source: 'baseline' })

  const hanging = setUp({ askKv: hang })
  const pending = hanging.read()
  await hanging.deadline()
  expect(await pending).toEqual({ snapshot: undefined, source: 'baseline' })
})

test('a market never seen is remembered as such', async () => {
  const { read, reads } = setUp({ askObject: async () => undefined })
  expect(await read()).toEqual({ snapshot: undefined, source: 'object' })
  expect(await read()).toEqual({ snapshot: undefined, source: 'memory' })
  expect(reads.object).toBe(1)
})

test('answers that wait at the same time share one refresh', async () => {
  const late = Promise.withResolvers<MarketSnapshot>()
  const { read, reads } = setUp({ askObject: () => late.promise })
  const concurrent = [read(), read(), read()]
  const snapshot = snapshotAt(NOW)
  late.resolve(snapshot)
  for (const pending of concurrent) {
    expect(await pending).toEqual({ snapshot, source: 'object' })
  }
  expect(reads.object).toBe(1)
})

test('a refresh that never settled is given up after five seconds', async () => {
  const { read, reads, deadline } = setUp()
  for (const wait of [0, 4_000, 6_000]) {
    const pending = read({ wallNow: NOW + wait })
    await deadline()
    await pending
  }
  expect(reads.object).toBe(2)
})

test('time travel: a snapshot of another clock is read again, and a later one is not used', async () => {
  const past = NOW - 30 * DAY_MS
  const { shelf, read, deadline } = setUp({ askKv: async () => snapshotAt(NOW) })
  shelf.memory.set(KEY, cached(snapshotAt(NOW)))
  const pending = read({ now: past })
  await deadline()
  expect(await pending).toEqual({ snapshot: undefined, source: 'baseline' })

  const then = snapshotAt(past)
  const travelled = setUp({ askObject: async () => then })
  travelled.shelf.memory.set(KEY, cached(snapshotAt(NOW)))
  expect(await travelled.read({ now: past })).toEqual({ snapshot: then, source: 'object' })
})

test('a clock that stands still does not keep memory fresh', async () => {
  let version = 0
  const past = NOW - 30 * DAY_MS
  const { read } = setUp({
    askObject: async () => {
      version += 1
      return snapshotAt(past, version)
    },
  })
  expect((await read({ now: past, wallNow: NOW })).snapshot?.version).toBe(1)
  expect((await read({ now: past, wallNow: NOW + 400 })).snapshot?.version).toBe(1)
  expect((await read({ now: past, wallNow: NOW + 600 })).snapshot?.version).toBe(2)
})
