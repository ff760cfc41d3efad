/** Compacted raw objects, and the cursors of walks over the lake. */

import { desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import type { Database } from './database'
import { lakeCursors, lakeObjects } from './schema'

const Key = z.object({ key: z.string() })

/** Filters the keys that are not compacted yet, in their order. */
export async function uncompacted(db: Database, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await db.all(sql`SELECT value AS key FROM json_each(${JSON.stringify(keys)})
    WHERE value NOT IN (SELECT raw_key FROM ${lakeObjects})`)
  const found = new Set(
    z
      .array(Key)
      .parse(rows)
      .map(({ key }) => key)
  )
  return keys.filter((key) => found.has(key))
}

export type CompactedObject = {
  readonly rawKey: string
  readonly scope: Scope
  readonly events: number
  readonly badLines: number
}

export async function recordCompacted(
  db: Database,
  objects: readonly CompactedObject[]
): Promise<void> {
  if (objects.length === 0) return
  const rows = objects.map((object) => ({ ...object, scope: scopeKey(object.scope) }))
  await db.run(sql`INSERT INTO ${lakeObjects} (raw_key, scope, events, bad_lines, compacted_at)
    SELECT value->>'rawKey', value->>'scope', value->>'events', value->>'badLines',
      CAST(unixepoch('subsec') * 1000 AS INTEGER)
    FROM json_each(${JSON.stringify(rows)}) WHERE true ON CONFLICT (raw_key) DO NOTHING`)
}

export async function forgetObjects(db: Database, keys: readonly string[]): Promise<void> {
  const gone = sql`(SELECT value FROM json_each(${JSON.stringify(keys)}))`
  await db.delete(lakeObjects).where(inArray(lakeObjects.rawKey, gone))
}

export async function readCursor(db: Database, name: string): Promise<string | undefined> {
  const [row] = await db.select().from(lakeCursors).where(eq(lakeCursors.name, name))
  return row?.after
}

/** Undefined is back to the beginning. */
export async function moveCursor(
  db: Database,
  name: string,
  after: string | undefined
): Promise<void> {
  if (after === undefined) await db.delete(lakeCursors).where(eq(lakeCursors.name, name))
  else {
    await db
      .insert(lakeCursors)
      .values({ name, after })
      .onConflictDoUpdate({ target: lakeCursors.name, set: { after } })
  }
}

export type NewestObject = { readonly key: string; readonly compactedAt: number }

/** The raw objects compacted last. */
export function newestObjects(db: Database, scope: Scope, count: number): Promise<NewestObject[]> {
  return db
    .select({ key: lakeObjects.rawKey, compactedAt: lakeObjects.compactedAt })
    .from(lakeObjects)
    .where(eq(lakeObjects.scope, scope))
    .orderBy(desc(lakeObjects.compactedAt), desc(lakeObjects.rawKey))
    .limit(count)
}
