/**
 * The snapshots in this isolate's memory: the least recently used is evicted first. Bounded to
 * 1,000 markets and to about 16 MB of the isolate's 128, whichever comes first.
 */
import type { MarketSnapshot } from '../../pipelines/market/snapshot'

const MAX_MARKETS = 1_000
const MAX_BYTES = 16_000_000

/** Rough sizes in V8: an object of four numbers, and the bounded parts of a fare group. */
const FARE_DAY_BYTES = 56
const FARE_CLASS_BYTES = 4_000
const MARKET_BYTES = 1_000

export type CachedSnapshot = {
  /** Undefined when the object has never observed anything. */
  readonly snapshot: MarketSnapshot | undefined
  /** The request's clock it was read at. */
  readonly at: number
  /** The wall clock of the read; differs from `at` when a test key simulates its clock. */
  readonly questionAt: number
}

/** A read of an object under way, which all requests of an isolate share. */
export type Refresh = {
  readonly at: number
  readonly questionAt: number
  readonly cached: Promise<CachedSnapshot>
}

/** Snapshots that an isolate holds, and the reads under way. */
export type SnapshotShelf = {
  readonly memory: SnapshotMemory
  readonly refreshes: Map<string, Refresh>
}

export function createSnapshotShelf(): SnapshotShelf {
  return { memory: new SnapshotMemory(), refreshes: new Map() }
}

export class SnapshotMemory {
  /** Insertion order is order of use. */
  readonly #cached = new Map<string, { readonly value: CachedSnapshot; readonly bytes: number }>()
  readonly #maxMarkets: number
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxMarkets = MAX_MARKETS, maxBytes = MAX_BYTES) {
    this.#maxMarkets = maxMarkets
    this.#maxBytes = maxBytes
  }

  get(key: string): CachedSnapshot | undefined {
    const cached = this.#cached.get(key)
    if (!cached) return undefined
    this.#cached.delete(key)
    this.#cached.set(key, cached)
    return cached.value
  }

  set(key: string, value: CachedSnapshot): void {
    this.#drop(key)
    const bytes = bytesOf(value.snapshot)
    this.#cached.set(key, { value, bytes })
    this.#bytes += bytes
    for (const oldest of this.#cached.keys()) {
      if (this.#cached.size <= this.#maxMarkets && this.#bytes <= this.#maxBytes) return
      this.#drop(oldest)
    }
  }

  get size(): number {
    return this.#cached.size
  }

  #drop(key: string): void {
    this.#bytes -= this.#cached.get(key)?.bytes ?? 0
    this.#cached.delete(key)
  }
}

function bytesOf(snapshot: MarketSnapshot | undefined): number {
  let bytes = MARKET_BYTES
  for (const { departures, itineraries } of snapshot?.fareGroups ?? []) {
    bytes += FARE_CLASS_BYTES + textBytes(itineraries?.byKind) + textBytes(itineraries?.byStay)
    for (const date in departures) bytes += (departures[date]?.length ?? 0) * FARE_DAY_BYTES
  }
  return bytes
}

/** ASCII text takes a byte a character, and values parsed from it four times that. */
function textBytes(texts: Readonly<Record<string, string>> | undefined): number {
  let bytes = 0
  for (const date in texts) bytes += 5 * (texts[date]?.length ?? 0)
  return bytes
}
