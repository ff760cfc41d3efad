/** Values of KV that an isolate keeps, by their key; see workers/answering/cached-value.ts. */
import type { BoundedMap } from '../../models/runtime/bounded-map'

export type CachedValue<T> = { value: T | undefined; askAgainAt: number }
export type CachedValues<T> = BoundedMap<string, CachedValue<T>>
