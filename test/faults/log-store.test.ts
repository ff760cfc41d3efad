/** A market object's storage beside the slow version: one state that never leaves memory. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayNumber, dayOf, HOUR_MS } from '../../models/airline/calendar'
import { emptyLog, MAX_LOGGED_EVENTS } from '../../pipelines/market/log/market-log'
import { type MarketBatch, packParts } from '../../pipelines/market/market-batch'
import {
  type AppliedPart,
  applyParts,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../pipelines/market/market-state'
import {
  clearMarket,
  loadMarket,
  type StoredMarket,
  storeBatch,
} from '../../workers/objects/log-store'
import { AT, booking, offer, search } from '../build/events'
import { ObjectStorage } from '../fakes/object-storage'

const MARKET = 'LIS-JFK'

type Delivered = {
  readonly parts: readonly { readonly id: number; readonly events: readonly number[] }[]
  /** Writes of the turn that succeed before one fails; undefined when none fails. */
  readonly failsAfter: number | undefined
  /** How the turn ends: committed, or the object ends before it was. */
  readonly end: 'committed' | 'lost' | 'evicted'
}

const delivered: fc.Arbitrary<Delivered> = fc.record({
  parts: fc.array(
    fc.record({
      id: fc.nat(40),
      events: fc.array(fc.nat(500), { minLength: 1, maxLength: 60 }),
    }),
    { minLength: 1, maxLength: 4 }
  ),
  failsAfter: fc.option(fc.nat(8), { nil: undefined, freq: 4 }),
  end: fc.constantFrom('committed', 'committed', 'committed', 'lost', 'evicted'),
})

test('a market object counts and answers as one whose state never left memory', () => {
  fc.assert(
    fc.property(fc.array(delivered, { minLength: 5, maxLength: 60 }), (batches) => {
      const market = new FragileMarket()
      const slow = createMarketState(MARKET)
      for (const [index, { parts, failsAfter, end }] of batches.entries()) {
        const batch = packParts(
          parts.map((part) => ({ id: `p${part.id}`, events: eventsOf(part) }))
        )
        const now = AT + index * HOUR_MS
        if (failsAfter !== undefined) market.failIn(batch, now, failsAfter)
        if (end === 'lost') market.loseAfter(batch, now)
        // The queue delivers again until a turn is committed.
        expect(market.apply(batch, now)).toEqual(applyParts(slow, batch, now))
        if (end === 'evicted') market.evict()
      }
      market.evict()
      const restored = loadMarket(market.storage)
      expect(restored && comparable(restored.state)).toEqual(comparable(slow))
      market.storage.close()
    }),
    { numRuns: 60 }
  )
})

/** The turns of a market object, which may fail between any two writes or end before their commit. */
class FragileMarket {
  readonly storage = new ObjectStorage()
  #living: StoredMarket | undefined

  apply(batch: MarketBatch, now: number): AppliedPart[] {
    const applied = this.#turn(batch, now, this.storage)
    this.storage.commit()
    expect(this.#living?.mark.events).toBeLessThanOrEqual(MAX_LOGGED_EVENTS)
    return applied
  }

  failIn(batch: MarketBatch, now: number, writes: number): void {
    try {
      this.#turn(batch, now, failing(this.storage, writes))
    } catch (error) {
      expect(String(error)).toContain('the disk failed')
    }
    this.#lose()
  }

  loseAfter(batch: MarketBatch, now: number): void {
    this.#turn(batch, now, this.storage)
    this.#lose()
  }

  evict(): void {
    this.#living = undefined
  }

  #turn(batch: MarketBatch, now: number, storage: ObjectStorage): AppliedPart[] {
    const { state, mark } = this.#living ?? loadMarket(this.storage) ?? newMarket()
    this.#living = undefined
    const stored = this.storage.transactionSync(() => {
      const { version } = state
      const applied = applyParts(state, batch, now)
      if (state.version === version) return { applied, mark }
      return { applied, mark: storeBatch(storage, { state, mark }, { batch, now }) }
    })
    this.#living = { state, mark: stored.mark }
    return stored.applied
  }

  #lose(): void {
    this.storage.rollback()
    this.#living = undefined
  }
}

test('a log that lacks a batch is no state', () => {
  const storage = new ObjectStorage()
  let stored = newMarket()
  for (let id = 0; id < 3; id += 1) {
    const batch = packParts([{ id: `p${id}`, events: eventsOf({ id, events: [id] }) }])
    applyParts(stored.state, batch, AT)
    stored = { ...stored, mark: storeBatch(storage, stored, { batch, now: AT }) }
  }
  storage.sql.exec('DELETE FROM log WHERE seq = 2')
  expect(() => loadMarket(storage)).toThrow('LIS-JFK: batch 2 is not in the log')
  storage.close()
})

test('a market that is cleared has no state and begins a log of its own', () => {
  const storage = new ObjectStorage()
  const batch = packParts([{ id: 'p', events: eventsOf({ id: 1, events: [1] }) }])
  const fill = () => {
    const stored = newMarket()
    applyParts(stored.state, batch, AT)
    storeBatch(storage, stored, { batch, now: AT })
  }
  fill()
  clearMarket(storage)
  expect(loadMarket(storage)).toBeUndefined()
  fill()
  expect(loadMarket(storage)?.mark.seq).toBe(1)
  storage.close()
})

test('a batch of one event appends less than 600 bytes, and writes 1.1 rows with its checkpoints', () => {
  const storage = new ObjectStorage()
  const written: Written = { rows: 0, appended: [] }
  const counting = counted(storage, written)
  let stored = newMarket()
  const batches = 3 * MAX_LOGGED_EVENTS
  for (let id = 0; id < batches; id += 1) {
    const batch = packParts([
      { id: `rcp_0123456789abcdef0123-${id}`, events: eventsOf({ id, events: [10_000 + id] }) },
    ])
    applyParts(stored.state, batch, AT + id * 60_000)
    stored = {
      ...stored,
      mark: storeBatch(counting, stored, { batch, now: AT + id * 60_000 }),
    }
  }
  expect(written.rows / batches).toBeLessThan(1.1)
  expect(Math.max(...written.appended)).toBeLessThan(600)
  expect(written.appended.length).toBeGreaterThan(batches * 0.99)
  storage.close()
})

function newMarket(): StoredMarket {
  return { state: createMarketState(MARKET), mark: emptyLog(MARKET) }
}

/** Searches and bookings by number: the same number is the same event. */
function eventsOf({ id, events }: { readonly id: number; readonly events: readonly number[] }) {
  return events.map((number) => {
    const at = AT - (number % 50) * HOUR_MS
    if (number % 9 === 0) return booking({ id: `e${number}`, at })
    return search({
      id: `e${number}`,
      at,
      currency: ['EUR', 'USD', 'GBP'][number % 3] ?? 'EUR',
      departureDate: dayOf(dayNumber('2026-06-10') + ((number * 7) % 200)),
      offers: [offer(40_000 + number * 90), offer(52_000 + id * 100, 'DL')],
    })
  })
}

function comparable(state: MarketState) {
  const snapshots = [0, 24, 200].map((hours) => snapshotOf(state, AT + hours * HOUR_MS))
  const { seen, parts, version, clock, evicted } = state
  const hashes = [seen.young.size, seen.old.size, seen.open.number, seen.open.length]
  return { snapshots, hashes, words: [...parts.words], next: parts.next, version, clock, evicted }
}

/** A storage whose disk fails after a number of writes. */
function failing(storage: ObjectStorage, writes: number): ObjectStorage {
  let left = writes
  return hooked(storage, () => {
    if (left === 0) throw new Error('the disk failed')
    left -= 1
  })
}

type Written = { rows: number; readonly appended: number[] }

/** Counts rows, and the bytes of each row of the log. */
function counted(storage: ObjectStorage, written: Written): ObjectStorage {
  return hooked(storage, (values) => {
    written.rows += 1
    const columns = values.find((value) => value instanceof ArrayBuffer)
    const about = values.find((value) => typeof value === 'string')
    if (values.length === 4)
      written.appended.push((about?.length ?? 0) + (columns?.byteLength ?? 0))
  })
}

function hooked(
  storage: ObjectStorage,
  onWrite: (values: readonly unknown[]) => void
): ObjectStorage {
  return Object.assign(Object.create(storage), {
    kv: {
      ...storage.kv,
      put: (key: string, value: unknown) => {
        onWrite([key, value])
        storage.kv.put(key, value)
      },
      delete: (key: string) => {
        onWrite([key])
        return storage.kv.delete(key)
      },
    },
    sql: {
      exec: (query: string, ...values: unknown[]) => {
        if (!query.trimStart().startsWith('SELECT')) onWrite(values)
        return storage.sql.exec(query, ...values)
      },
    },
  })
}
