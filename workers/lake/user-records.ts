/** Finds all records of one user in the lake, an object at a time, so that memory stays bounded. */

import type { Scope } from '../../pipelines/events/scope'
import { readRows } from '../../pipelines/lake/curated/parquet'
import { columnIndex } from '../../pipelines/lake/curated/table'
import { userContext } from '../../pipelines/lake/curated/user-context'
import {
  curatedPrefix,
  deadLetterPrefix,
  landingPrefix,
  rawPrefix,
} from '../../pipelines/lake/keys'
import { jsonOrUndefined } from '../../pipelines/wire/json-text'
import { readRawText, UnreadableObject } from './raw-text'

export type UserRecord = {
  readonly stored_in: 'raw' | 'user_context' | 'landings' | 'dead_letters' | 'traveller'
  /** Key of the object, or id of the dead letter. */
  readonly object: string
  readonly record: unknown
}

type Read = (lake: R2Bucket, key: string, hashes: readonly string[]) => Promise<unknown[]>
type Place = readonly [storedIn: UserRecord['stored_in'], prefix: string, read: Read]

const placesOf = (scope: Scope): readonly Place[] => [
  ['raw', rawPrefix(scope), fromRaw],
  ['user_context', curatedPrefix(scope, 'user_context'), fromCurated],
  ['landings', landingPrefix(scope), fromText],
  ['dead_letters', deadLetterPrefix(scope), fromText],
]

/**
 * Yields records of at most `maxObjects` objects after the key `after`; returns the key to go on after,
 * or undefined at the end of the lake.
 */
export async function* userRecords(
  lake: R2Bucket,
  scope: Scope,
  hashes: readonly string[],
  { after, maxObjects }: { readonly after: string | undefined; readonly maxObjects: number }
): AsyncGenerator<UserRecord, string | undefined> {
  const places = placesOf(scope)
  const first = Math.max(
    0,
    places.findIndex(([, prefix]) => after?.startsWith(prefix))
  )
  let left = maxObjects
  for (const [index, [storedIn, prefix, read]] of places.slice(first).entries()) {
    const startAfter = index === 0 && after?.startsWith(prefix) ? after : undefined
    for await (const key of keysAfter(lake, prefix, startAfter)) {
      for (const record of await read(lake, key, hashes)) {
        yield { stored_in: storedIn, object: key, record }
      }
      left -= 1
      if (left === 0) return key
    }
  }
  return undefined
}

async function* keysAfter(
  lake: R2Bucket,
  prefix: string,
  after: string | undefined
): AsyncGenerator<string> {
  for (let startAfter = after; ; ) {
    const page = await lake.list({ prefix, ...(startAfter !== undefined && { startAfter }) })
    for (const { key } of page.objects) yield key
    if (!page.truncated) return
    startAfter = page.objects.at(-1)?.key
  }
}

const fromRaw: Read = async (lake, key, hashes) => {
  const raw = await readRawText(lake, key).catch((error: unknown) => {
    if (error instanceof UnreadableObject) return undefined
    throw error
  })
  return raw ? recordsIn(raw.text, hashes) : []
}

/** Set-aside documents hold offers, and no shopper. */
const fromText: Read = async (lake, key, hashes) => {
  const object = key.endsWith('.json') ? await lake.get(key) : null
  return object ? recordsIn(await object.text(), hashes) : []
}

const fromCurated: Read = async (lake, key, hashes) => {
  const object = await lake.get(key)
  if (!object) return []
  const column = columnIndex(userContext, 'user_hash')
  const rows = await readRows(userContext, await object.arrayBuffer())
  return rows
    .filter((row) => hashes.some((hash) => row[column] === hash))
    .map((row) => Object.fromEntries(userContext.columns.map(({ name }, at) => [name, row[at]])))
}

/** Stands between the messages of a landing. */
const SEPARATOR = '\u001e'

/** Lines about the user: events as objects, anything damaged as its text. */
export function recordsIn(text: string, hashes: readonly string[]): unknown[] {
  if (!hashes.some((hash) => text.includes(hash))) return []
  return textsIn(text)
    .flatMap((each) => each.replaceAll(SEPARATOR, '\n').split('\n'))
    .filter((line) => hashes.some((hash) => line.includes(hash)))
    .map((line) => jsonOrUndefined(line) ?? line)
}

/** A dead letter is JSON that holds its message as a text. */
function textsIn(text: string): string[] {
  const whole = jsonOrUndefined(text)
  if (typeof whole !== 'object' || whole === null || !('body' in whole)) return [text]
  return typeof whole.body === 'string' ? [whole.body] : [text]
}
