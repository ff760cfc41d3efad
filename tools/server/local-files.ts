/**
 * The local lake and database as files, read while a server may be writing them: the index of a
 * bucket and D1 are SQLite with a write-ahead log, which gives each reader one consistent view, and
 * objects are files that are never changed, only replaced.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { z } from 'zod'

const BUCKET = 'fareline-lake'

export type LakeFile = { readonly key: string; readonly path: string }

const Index = z.array(z.object({ key: z.string(), blob_id: z.string() }))

/** In the order of their keys. */
export function lakeFiles(stateDir: string, prefix: string): LakeFile[] {
  const folder = join(stateDir, 'storage/r2')
  const rows = query(
    join(folder, 'miniflare-R2BucketObject'),
    'SELECT key, blob_id FROM _mf_objects WHERE blob_id IS NOT NULL AND substr(key, 1, ?) = ? ORDER BY key',
    [prefix.length, prefix]
  )
  return Index.parse(rows).map(({ key, blob_id }) => ({
    key,
    path: join(folder, BUCKET, 'blobs', blob_id),
  }))
}

export function databaseRows(
  stateDir: string,
  sql: string,
  parameters: readonly (string | number)[] = []
): Record<string, SQLOutputValue>[] {
  return query(join(stateDir, 'storage/d1/miniflare-D1DatabaseObject'), sql, parameters)
}

/** Queries the one bucket or database: the file that is not "metadata". */
function query(folder: string, sql: string, parameters: readonly (string | number)[]) {
  const names = existsSync(folder) ? readdirSync(folder) : []
  const name = names.find((each) => each.endsWith('.sqlite') && each !== 'metadata.sqlite')
  if (!name) {
    throw new Error(
      `No state in ${folder}: start once with npm start, or name the folder by --state`
    )
  }
  const database = new DatabaseSync(join(folder, name), { readOnly: true, timeout: 5_000 })
  try {
    return database.prepare(sql).all(...parameters)
  } finally {
    database.close()
  }
}
