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

export type HeldSnapshot = {
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
  readonly held: Promise<HeldSnapshot>
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
  readonly #held = new Map<string, { readonly value: HeldSnapshot; readonly bytes: number }>()
  readonly #maxMarkets: number
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxMarkets = MAX_MARKETS, maxBytes = MAX_BYTES) {
    this.#maxMarkets = maxMarkets
    this.#maxBytes = maxBytes
  }

  get(key: string): HeldSnapshot | undefined {
    const held = this.#held.get(key)
    if (!held) return undefined
    this.#held.delete(key)
    this.#held.set(key, held)
    return held.value
  }

  set(key: string, value: HeldSnapshot): void {
    this.#drop(key)
    const bytes = bytesOf(value.snapshot)
    this.#held.set(key, { value, bytes })
    this.#bytes += bytes
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= this.#maxMarkets && this.#bytes <= this.#maxBytes) return
      this.#drop(oldest)
    }
  }

  get size(): number {
    return this.#held.size
  }

  #drop(key: string): void {
    this.#bytes -= this.#held.get(key)?.bytes ?? 0
    this.#held.delete(key)
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
