/** Rewrites single objects of the lake without certain users. Safe to repeat: then none is found. */
import { readRows, writeRows } from '../../pipelines/lake/curated/parquet'
import { userContext } from '../../pipelines/lake/curated/user-context'
import { eraseRows, eraseText } from '../../pipelines/lake/erase'
import { put } from './curated-store'
import { deflate, readRawText, UnreadableObject } from './raw-text'

/** The users that were in the object; it was rewritten when there are any. */
export type Erase = (
  lake: R2Bucket,
  key: string,
  userHashes: readonly string[]
) => Promise<readonly string[]>

export const eraseInRaw: Erase = async (lake, key, userHashes) => {
  const raw = await readRawText(lake, key).catch((error: unknown) => {
    if (error instanceof UnreadableObject) return undefined
    throw error
  })
  if (!raw) return []
  const { rest, found } = eraseText(raw.text, userHashes)
  if (found.length > 0) await put(lake, key, deflate(rest), raw.object)
  return found
}

/** Set-aside documents hold offers, and no shopper. */
export const eraseInText: Erase = async (lake, key, userHashes) => {
  if (!key.endsWith('.json')) return []
  const object = await lake.get(key)
  if (!object) return []
  const { rest, found } = eraseText(await object.text(), userHashes)
  if (found.length > 0) await put(lake, key, new TextEncoder().encode(rest), object)
  return found
}

export const eraseInCurated: Erase = async (lake, key, userHashes) => {
  const object = await lake.get(key)
  if (!object) return []
  const rows = await readRows(userContext, await object.arrayBuffer())
  const { rest, found } = eraseRows(rows, userHashes)
  if (found.length > 0) await put(lake, key, writeRows(userContext, rest), object)
  return found
}
