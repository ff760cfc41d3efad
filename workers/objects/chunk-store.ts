/**
 * The chunks of a market's state in an object's storage. A market whose storage holds none was
 * never counted.
 */
import { CHUNKS } from '../../pipelines/market/chunk-keys'
import { type Changes, type Chunk, restoreMarketState } from '../../pipelines/market/market-chunks'
import type { MarketState } from '../../pipelines/market/market-state'

/** The part of an object's storage that chunks need. */
export type ChunkStorage = {
  readonly kv: {
    get<T>(key: string): T | undefined
    put(key: string, value: unknown): void
    delete(key: string): boolean
    list<T>(options: { readonly prefix: string }): Iterable<[string, T]>
  }
}

/** Returns undefined when nothing was stored. */
export function loadMarketState(storage: ChunkStorage): MarketState | undefined {
  return restoreMarketState(storedChunks(storage))
}

/** Call it inside the transaction that applied the batch: a part of the changes is no state. */
export function storeChanges({ kv }: ChunkStorage, { put, remove }: Changes): void {
  for (const [key, chunk] of put) kv.put(key, chunk)
  for (const key of remove) kv.delete(key)
}

/** Forgets the market. */
export function clearMarketState({ kv }: ChunkStorage): void {
  for (const [key] of kv.list({ prefix: CHUNKS })) kv.delete(key)
}

function* storedChunks({ kv }: ChunkStorage): Iterable<Chunk> {
  for (const [, chunk] of kv.list<Chunk>({ prefix: CHUNKS })) yield chunk
}
