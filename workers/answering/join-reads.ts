/**
 * Reads a market of a shared pool: each member's snapshot as that member reads it, then all of them
 * joined. The joined snapshot is kept in memory until one of theirs changes.
 */
import type { SnapshotSource } from '../../pipelines/events/snapshot-source'
import { poolSnapshots } from '../../pipelines/market/pool/pool-snapshot'
import { STEP_MS } from '../../pipelines/market/price-windows'
import type { SnapshotRead } from '../../pipelines/market/snapshot-read'
import type { PooledMarkets } from '../isolate/pooled-markets'

/** Reads are by member. A member that did not answer in time is left out. */
export function joinReads(
  name: string,
  readsByMember: ReadonlyMap<string, SnapshotRead>,
  pooled: PooledMarkets
): SnapshotRead {
  const reads = [...readsByMember.values()]
  const snapshots = reads.flatMap(({ snapshot }) => snapshot ?? [])
  const source = farthest(reads.map((each) => each.source))
  const isPartial = reads.some((each) => each.source === 'baseline')
  const marks = Array.from(readsByMember, ([member, { snapshot }]) =>
    snapshot ? `${member} ${snapshot.version} ${Math.floor(snapshot.at / STEP_MS)}` : ''
  ).join()
  const known = pooled.get(name)
  if (known?.marks === marks) {
    const at = Math.max(...snapshots.map((each) => each.at))
    return { snapshot: known.snapshot && { ...known.snapshot, at }, source, isPartial }
  }
  const snapshot = poolSnapshots(snapshots)
  pooled.set(name, { marks, snapshot })
  return { snapshot, source, isPartial }
}

/** From the nearest. */
const SOURCES: readonly SnapshotSource[] = ['memory', 'object', 'kv', 'baseline']

/** The source that was farthest away; "baseline" only where no member's market could be read. */
function farthest(sources: readonly SnapshotSource[]): SnapshotSource {
  const isFound = (source: SnapshotSource) => source !== 'baseline' && sources.includes(source)
  return SOURCES.findLast(isFound) ?? 'baseline'
}
