/** Reads market snapshots from isolate memory, KV and the market object. */

import type { Market } from '../../models/airline/market'
import { MAGIC_MARKETS } from '../../models/airline/sandbox-markets'
import type { Scope } from '../../pipelines/events/scope'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { Services } from '../services'
import { marketObjectName, poolMarketName, snapshotKey } from '../storage/market-name'
import { readStoredSnapshot } from '../storage/snapshot-schema'
import { joinReads } from './join-reads'
import { readSnapshot } from './read-snapshot'

/** KV's shortest cache time in a location; a copy is a fallback, so its age matters little. */
const KV_CACHE_SECONDS = 30

const SLOW_MARKET = MAGIC_MARKETS.find(({ script }) => script === 'slow')?.market

/** On a local server only, for clients that test their deadlines. */
export function isSlowMarket(
  market: Market,
  { mode }: Scope,
  { slowMarketMs }: Pick<Services, 'slowMarketMs'>
): boolean {
  return slowMarketMs > 0 && market === SLOW_MARKET && mode === 'test'
}

/** A member of a shared pool reads the market of all its members, anybody else their own. */
export async function readMarketSnapshot(
  market: Market,
  scope: Scope,
  services: Services
): Promise<SnapshotRead> {
  const { pool } = services
  if (!pool) return readOwnSnapshot(market, scope, services)
  const { mode } = scope
  const reads = await Promise.all(
    pool.members.map(
      async (account) =>
        [account, await readOwnSnapshot(market, { account, mode }, services)] as const
    )
  )
  const name = poolMarketName(market, pool.name, mode)
  return joinReads(name, new Map(reads), services.isolate.pooled)
}

async function readOwnSnapshot(
  market: Market,
  scope: Scope,
  services: Services
): Promise<SnapshotRead> {
  const { now, wallNow, defer, markets, snapshots, snapshotFreshMs, objectDeadlineMs } = services
  if (isSlowMarket(market, scope, services)) await scheduler.wait(services.slowMarketMs)
  const name = marketObjectName(market, scope)
  return readSnapshot(
    name,
    services.isolate.snapshots,
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
        return copy === null ? undefined : readStoredSnapshot(copy)
      },
      startTimer: (ms, callback) => {
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
      defer,
    },
    { now, wallNow: wallNow(), freshMs: snapshotFreshMs, deadlineMs: objectDeadlineMs }
  )
}
