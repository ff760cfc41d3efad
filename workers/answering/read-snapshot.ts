/**
 * The order in which a snapshot is read: this isolate's memory, the market object within a
 * deadline, the copy in KV. Where memory is fresh nothing else is read. Otherwise object and KV are
 * read at once, and the answer takes the object, or a fresh copy, or at the deadline a stale one,
 * or nothing. A later reply of the object is kept for the next answer.
 */

import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { CachedSnapshot, Refresh, SnapshotShelf } from '../storage/snapshot-memory'

export type SnapshotPorts = {
  /** `known` is the snapshot in memory, so that the object need not return it again. */
  askObject(known: MarketSnapshot | undefined): Promise<MarketSnapshot | undefined>
  askKv(): Promise<MarketSnapshot | undefined>
  /** Calls back after `ms`; the result cancels it. */
  startTimer(ms: number, callback: () => void): () => void
  /** Keeps work alive after the answer. */
  defer(work: Promise<unknown>): void
}

export type SnapshotClock = {
  /** The request's clock. */
  readonly now: number
  readonly wallNow: number
  readonly freshMs: number
  readonly deadlineMs: number
}

/** A refresh whose request was cancelled never settles; after this another may start. */
const REFRESH_LOST_MS = 5_000

export async function readSnapshot(
  key: string,
  { memory, refreshes }: SnapshotShelf,
  ports: SnapshotPorts,
  clock: SnapshotClock
): Promise<SnapshotRead> {
  const cached = memory.get(key)
  if (cached && isFresh(cached, clock)) return { snapshot: cached.snapshot, source: 'memory' }

  const stale = cached && !isFromTheFuture(cached, clock) ? cached : undefined
  const refresh = refreshOf(key, cached?.snapshot, { memory, refreshes }, ports, clock)
  const refreshed = refresh.cached.then(
    ({ snapshot }): SnapshotRead => ({ snapshot, source: 'object' }),
    () => undefined
  )
  ports.defer(refreshed)
  let copy: CachedSnapshot | undefined
  const copied = stale
    ? Promise.resolve(undefined)
    : copyOf(ports).then((found): SnapshotRead | undefined => {
        copy = found
        return found && isFresh(found, clock)
          ? { snapshot: found.snapshot, source: 'kv' }
          : undefined
      })

  const answer = await firstFound([refreshed, copied], clock.deadlineMs, ports)
  if (answer) return answer
  if (stale) return { snapshot: stale.snapshot, source: 'memory' }
  if (copy && !isFromTheFuture(copy, clock)) return { snapshot: copy.snapshot, source: 'kv' }
  return { snapshot: undefined, source: 'baseline' }
}

/** Both clocks count: a test key's clock may stand still while events keep arriving. */
export function isFresh(
  { at, questionAt }: CachedSnapshot,
  { now, wallNow, freshMs }: Omit<SnapshotClock, 'deadlineMs'>
): boolean {
  return Math.abs(at - now) <= freshMs && Math.abs(questionAt - wallNow) <= freshMs
}

/** An answer must not use data later than its own clock. */
function isFromTheFuture({ at }: CachedSnapshot, { now, freshMs }: SnapshotClock): boolean {
  return at > now + freshMs
}

/** One refresh in flight per market and clock; concurrent requests share it. */
function refreshOf(
  key: string,
  known: MarketSnapshot | undefined,
  { memory, refreshes }: SnapshotShelf,
  ports: SnapshotPorts,
  { now, wallNow, freshMs }: SnapshotClock
): Refresh {
  const running = refreshes.get(key)
  if (
    running &&
    Math.abs(running.at - now) <= freshMs &&
    wallNow - running.questionAt < REFRESH_LOST_MS
  ) {
    return running
  }
  const cached = ports
    .askObject(known)
    .then((snapshot) => ({ snapshot, at: now, questionAt: wallNow }))
  const refresh: Refresh = { at: now, questionAt: wallNow, cached }
  refreshes.set(key, refresh)
  const settle = (found?: CachedSnapshot) => {
    if (found) memory.set(key, found)
    if (refreshes.get(key) === refresh) refreshes.delete(key)
  }
  ports.defer(cached.then(settle, () => settle()))
  return refresh
}

/**
 * The question time of a copy is the time it was made, as KV stores no other clock. A broken copy
 * counts as absent.
 */
function copyOf(ports: SnapshotPorts): Promise<CachedSnapshot | undefined> {
  return ports.askKv().then(
    (snapshot) => snapshot && { snapshot, at: snapshot.at, questionAt: snapshot.at },
    () => undefined
  )
}

/** The first result that is found; undefined when none is in time. */
function firstFound<T>(
  searches: readonly Promise<T | undefined>[],
  deadlineMs: number,
  { startTimer }: SnapshotPorts
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const cancel = startTimer(deadlineMs, () => resolve(undefined))
    let open = searches.length
    const settle = (found: T | undefined) => {
      open -= 1
      if (found === undefined && open > 0) return
      cancel()
      resolve(found)
    }
    for (const search of searches) search.then(settle, () => settle(undefined))
  })
}
