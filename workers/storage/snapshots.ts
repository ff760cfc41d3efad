/** Where this Worker reads market snapshots: isolate memory, KV and the market object. */

import type { Market } from '../../models/airline/market'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import { MAGIC_MARKETS, SLOW_MARKET_DELAY_MS } from '../../pipelines/simulator/world/magic-markets'
import type { Services } from '../services'
import { marketObjectName, snapshotKey } from './market-name'
import { readSnapshot, type SnapshotShelf } from './read-snapshot'
import { SnapshotMemory } from './snapshot-memory'
import { StoredSnapshot } from './snapshot-schema'

/** The least that KV lets a location cache; a copy is a fallback, so age costs little. */
const KV_CACHE_SECONDS = 30

const SLOW_MARKET = MAGIC_MARKETS.find(({ script }) => script === 'slow')?.market

/** Kept between requests on purpose: it is what makes a warm answer cheap. */
const shelf: SnapshotShelf = { memory: new SnapshotMemory(), refreshes: new Map() }

export async function readMarketSnapshot(
  market: Market,
  scope: Scope,
  { now, defer, markets, snapshots, snapshotFreshMs, objectDeadlineMs }: Services
): Promise<SnapshotRead> {
  // The one market of the sandbox whose clients must wait.
  if (market === SLOW_MARKET && scope.mode === 'test') await scheduler.wait(SLOW_MARKET_DELAY_MS)
  const name = marketObjectName(market, scope)
  return readSnapshot(
    name,
    shelf,
    {
      askObject: async (known) => {
        const object = markets.getByName(name)
        if (!known) return object.snapshot(now)
        const newer = await object.newerSnapshot({ version: known.version, at: known.at }, now)
        return newer === 'unchanged' ? { ...known, at: now } : newer
      },
      askKv: async () => {
        const copy = await snapshots.get(snapshotKey(name), {
          type: 'json',
          cacheTtl: KV_CACHE_SECONDS,
        })
        return copy === null ? undefined : StoredSnapshot.parse(copy)
      },
      startTimer: (ms, callback) => {
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
      defer,
    },
    { now, wallNow: Date.now(), freshMs: snapshotFreshMs, deadlineMs: objectDeadlineMs }
  )
}
