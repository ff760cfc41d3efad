/**
 * A value of KV in this isolate's memory: an answer never waits for it. Where memory is empty or old the
 * value is read behind the answer, for the next.
 */
import type { z } from 'zod'
import type { CachedValue, CachedValues } from '../isolate/cached-values'
import type { Services } from '../services'

/** The ledger changes once an hour. */
const FRESH_MS = 300_000
/** A read cancelled with its request never ends; after this another one may start. */
const READ_LOST_MS = 5_000

type Parts = Pick<Services, 'snapshots' | 'defer' | 'wallNow' | 'log'>

export function cachedValue<T>(
  services: Parts,
  values: CachedValues<T>,
  key: string,
  schema: z.ZodType<T>
): T | undefined {
  const { snapshots, defer, wallNow, log } = services
  const mine = holderOf(values, key)
  if (wallNow() >= mine.askAgainAt) {
    mine.askAgainAt = wallNow() + READ_LOST_MS
    defer(
      snapshots.get(key, 'json').then(
        (found) => {
          mine.value = found === null ? undefined : schema.parse(found)
          mine.askAgainAt = wallNow() + FRESH_MS
        },
        (error: unknown) => log.error('value of KV not read', { key, error })
      )
    )
  }
  return mine.value
}

/** Called by the job that computed it, so that this isolate has it at once; undefined removes it. */
export async function publishValue<T>(
  { snapshots, wallNow }: Pick<Services, 'snapshots' | 'wallNow'>,
  values: CachedValues<T>,
  key: string,
  value: T | undefined
): Promise<void> {
  if (value === undefined) await snapshots.delete(key)
  else await snapshots.put(key, JSON.stringify(value))
  const mine = holderOf(values, key)
  mine.value = value
  mine.askAgainAt = wallNow() + FRESH_MS
}

function holderOf<T>(values: CachedValues<T>, key: string): CachedValue<T> {
  const found = values.get(key)
  if (found) return found
  const fresh: CachedValue<T> = { value: undefined, askAgainAt: 0 }
  values.set(key, fresh)
  return fresh
}
