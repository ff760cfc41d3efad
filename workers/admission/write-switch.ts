/**
 * The switch that stops writes at run time. It lies in KV, because its main use is the restore of the
 * database. An isolate reads it at most every ten seconds, and for writes and crons only; KV keeps a copy
 * in each location for half a minute, so it holds everywhere within about two minutes.
 */
import { z } from 'zod'
import { jsonOrUndefined } from '../../pipelines/wire/json-text'
import type { WriteSwitch } from '../isolate/switch-memory'
import type { Services } from '../services'

const KEY = 'switch:read-only'
const REMEMBER_MS = 10_000
/** The shortest that KV takes. */
const KV_CACHE_SECONDS = 30

const Stored = z.object({ since: z.number(), reason: z.string() })

type Stores = Pick<Services, 'snapshots' | 'isolate' | 'wallNow' | 'log'>

/** Returns undefined while writes are on; while KV does not answer, what was read last. */
export async function readWriteSwitch({
  snapshots,
  isolate: { writeSwitch },
  wallNow,
  log,
}: Stores): Promise<WriteSwitch | undefined> {
  const now = wallNow()
  if (now - writeSwitch.readAt < REMEMBER_MS) return writeSwitch.state
  writeSwitch.readAt = now
  try {
    const text = await snapshots.get(KEY, { cacheTtl: KV_CACHE_SECONDS })
    writeSwitch.state = text === null ? undefined : Stored.parse(jsonOrUndefined(text))
  } catch (error) {
    log.error('switch of writes not read', { error })
  }
  return writeSwitch.state
}

/** Holds in this isolate at once. */
export async function setWriteSwitch(
  { snapshots, isolate: { writeSwitch }, wallNow }: Stores,
  state: WriteSwitch | undefined
): Promise<void> {
  await (state ? snapshots.put(KEY, JSON.stringify(state)) : snapshots.delete(KEY))
  writeSwitch.state = state
  writeSwitch.readAt = wallNow()
}
