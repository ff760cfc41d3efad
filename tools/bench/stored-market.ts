/** A market in a storage like an object's, with values as they are stored: serialised by V8. */
import { deserialize, serialize } from 'node:v8'
import { DAY_MS, dayNumberAt, dayOf, HOUR_MS } from '../../models/airline/calendar'
import { CABINS } from '../../models/airline/trip'
import type { SearchEvent } from '../../pipelines/events/event'
import { emptyLog, MAX_LOGGED_EVENTS } from '../../pipelines/market/log/market-log'
import { packBatch } from '../../pipelines/market/market-batch'
import { takeChanges } from '../../pipelines/market/market-chunks'
import {
  applyBatch,
  createMarketState,
  type MarketState,
} from '../../pipelines/market/market-state'
import { storeChanges } from '../../workers/objects/chunk-store'
import { type LogStorage, storeBatch } from '../../workers/objects/log-store'

const MARKET = 'LIS-JFK'
const AIRLINES = ['TP', 'DL', 'UA', 'IB', 'AF', 'LH', 'BA']
const OFFERS = 10

export type MarketSize = {
  /** Cabins times one-way and round trips, at most 8. */
  readonly fareGroups: number
  readonly departures: number
  readonly days: number
}

export type StoredBytes = { readonly chunks: number; readonly log: number }

/** A market of a size as a checkpoint, and behind it the longest log, in batches of one event. */
export function storedMarket(
  { fareGroups, departures, days }: MarketSize,
  now: number
): { readonly storage: LogStorage; readonly bytes: StoredBytes } {
  const { storage, bytes } = memoryStorage()
  const state = createMarketState(MARKET)
  for (let day = days - 1; day >= 0; day -= 1) {
    for (let group = 0; group < fareGroups; group += 1) {
      const at = now - day * DAY_MS
      const events = Array.from({ length: departures }, (_, departure) =>
        searchAt({ id: `${day}/${group}/${departure}`, at, group, departure, now })
      )
      apply(state, `fill/${day}/${group}`, events, at)
    }
  }
  storeChanges(storage, takeChanges(state))
  const chunks = bytes()
  let mark = { ...emptyLog(MARKET), events: 0 }
  for (let index = 0; index < MAX_LOGGED_EVENTS; index += 1) {
    const at = now + index * 1_000
    const event = searchAt({ id: `log/${index}`, at, group: 0, departure: index % departures, now })
    const batch = packBatch(`rcp_0123456789abcdef0123-${index}`, [event])
    applyBatch(state, batch, at)
    mark = storeBatch(storage, { state, mark }, { batch, now: at })
  }
  if (mark.checkpointed > 0) throw new Error('the log was checkpointed before it was full')
  return { storage, bytes: { chunks, log: bytes() - chunks } }
}

type Draw = {
  readonly id: string
  readonly at: number
  readonly group: number
  readonly departure: number
  readonly now: number
}

function searchAt({ id, at, group, departure, now }: Draw): SearchEvent {
  const first = dayNumberAt(now) + 1
  const departureDate = dayOf(first + departure)
  return {
    type: 'search',
    id,
    at: at - (departure % 24) * HOUR_MS,
    receivedAt: at,
    market: MARKET,
    departureDate,
    ...(group % 2 === 1 && { returnDate: dayOf(first + departure + 7) }),
    cabin: CABINS[Math.floor(group / 2) % CABINS.length] ?? 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {},
    offers: Array.from({ length: OFFERS }, (_, offer) => ({
      airline: AIRLINES[offer % AIRLINES.length] ?? 'TP',
      stops: offer % 3,
      amountMinor: 30_000 + ((departure * 131 + offer * 977) % 20_000),
    })),
  }
}

function apply(state: MarketState, id: string, events: readonly SearchEvent[], now: number): void {
  applyBatch(state, packBatch(id, events), now)
}

type Row = { readonly seq: number; readonly about: string; readonly columns: ArrayBuffer }

/** The statements that the log uses, and no others. */
function memoryStorage(): { readonly storage: LogStorage; readonly bytes: () => number } {
  const values = new Map<string, Buffer>()
  const rows = new Map<number, Row>()
  const exec = (query: string, ...given: unknown[]): Iterable<Row> => {
    if (query.startsWith('INSERT')) {
      const [slot, seq, about, columns] = given as [number, number, string, ArrayBuffer]
      rows.set(slot, { seq, about, columns })
    }
    if (!query.startsWith('SELECT')) return []
    const [after] = given as [number]
    return [...rows.values()].filter(({ seq }) => seq > after).sort((a, b) => a.seq - b.seq)
  }
  const kv = {
    get: (key: string) =>
      values.has(key) ? deserialize(values.get(key) ?? Buffer.of()) : undefined,
    put: (key: string, value: unknown) => values.set(key, serialize(value)),
    delete: (key: string) => values.delete(key),
    list: ({ prefix = '' } = {}) =>
      [...values].flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key, deserialize(value)]] : []
      ),
  }
  const bytes = () =>
    [...values.values()].reduce((sum, { length }) => sum + length, 0) +
    [...rows.values()].reduce(
      (sum, { about, columns }) => sum + about.length + columns.byteLength,
      0
    )
  // The parts of an object's storage that are used, in memory.
  return { storage: { kv, sql: { exec } } as unknown as LogStorage, bytes }
}
