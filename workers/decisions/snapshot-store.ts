/**
 * Snapshots that decisions were made on, each once in the lake under the hash of its content. A
 * decision holds the hash and the clock, so a replay reads exactly what the answer read. Stored
 * whole: the answer compares over all departures of a market, so a slice would be nearly as large.
 * A market of 60 departures takes 15 KB gzipped, the largest about 300 KB: at ten recorded decisions
 * a second, each of another version, 117 $ a month of writes and 2 TB over 90 days, 35 $. Busy
 * markets share: an isolate stores a version once, however many decisions it makes on it.
 */

import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { decisionSnapshotKey } from '../../pipelines/lake/keys'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import { deflate, readRawText } from '../lake/raw-text'
import type { Services } from '../services'
import { sha256Hex } from '../storage/sha256'
import { readStoredSnapshot } from '../storage/snapshot-schema'

/** 128 bits in hex. */
const NAME_LENGTH = 32

/** null when it could not be stored. */
export async function keepSnapshot(
  snapshot: MarketSnapshot,
  scope: Scope,
  { lake, isolate, log }: Pick<Services, 'lake' | 'isolate' | 'log'>
): Promise<string | null> {
  const content = snapshot.fareGroups
  const { storedSnapshots } = isolate.decisions
  const known = storedSnapshots.get(content) ?? new Map<string, string>()
  const stored = known.get(scopeKey(scope))
  if (stored !== undefined) return stored
  try {
    const text = JSON.stringify({ ...snapshot, at: 0 })
    const name = (await sha256Hex(text)).slice(0, NAME_LENGTH)
    const key = decisionSnapshotKey(scope, name)
    await lake.put(key, deflate(text), {
      onlyIf: new Headers({ 'if-none-match': '*' }),
      httpMetadata: { contentType: 'application/gzip' },
    })
    storedSnapshots.set(content, known.set(scopeKey(scope), key))
    return key
  } catch (error) {
    log.error('snapshot of a decision not stored', { market: snapshot.market, error })
    return null
  }
}

/** The snapshot as read at that clock; undefined when it has expired. */
export async function readKeptSnapshot(
  lake: R2Bucket,
  key: string,
  at: number
): Promise<MarketSnapshot | undefined> {
  const raw = await readRawText(lake, key)
  return raw && { ...readStoredSnapshot(JSON.parse(raw.text)), at }
}
