/**
 * Brings rows into the files of their hour. Safe to repeat: rows that are there already change
 * nothing, and a file whose bytes would stay the same is not written.
 */
import { bitsOf, brokenLeaves, leafFor, splitLeaf } from '../../pipelines/lake/curated/leaves'
import { mergeRows } from '../../pipelines/lake/curated/merge'
import { MAX_ROWS, readRows, writeRows } from '../../pipelines/lake/curated/parquet'
import type { Row, Table } from '../../pipelines/lake/curated/table'
import { type CuratedPlace, curatedHourPrefix, curatedKey, leafOf } from '../../pipelines/lake/keys'
import { keepingAge } from './first-written'
import { listAll } from './walk'

export type Target = { readonly lake: R2Bucket; readonly table: Table; readonly at: CuratedPlace }

/** Files written. */
export async function addRows(target: Target, rows: readonly Row[]): Promise<number> {
  const { lake, table, at } = target
  const bits = bitsOf(table)
  const leaves = new Set<string>()
  for (const { key } of await listAll(lake, curatedHourPrefix(at))) {
    const leaf = leafOf(key)
    if (leaf !== undefined) leaves.add(leaf)
  }

  const broken = brokenLeaves(leaves)
  const incoming = [...rows]
  for (const leaf of broken) {
    leaves.delete(leaf)
    incoming.push(...(await readLeaf(target, leaf)).rows)
  }

  let written = 0
  for (const [leaf, group] of Map.groupBy(incoming, (row) => leafFor(bits(row), leaves))) {
    written += await addToLeaf(target, leaf, group)
  }
  // Last, so that at every moment each row is in a file.
  if (broken.length > 0) await lake.delete(broken.map((leaf) => curatedKey(at, leaf)))
  return written
}

async function addToLeaf(target: Target, leaf: string, rows: readonly Row[]): Promise<number> {
  const { lake, table, at } = target
  const before = await readLeaf(target, leaf)
  const merged = mergeRows(table, [...before.rows, ...rows])
  const parts = splitLeaf(leaf, merged, MAX_ROWS, bitsOf(table))
  let written = 0
  for (const [name, part] of parts) {
    const file = writeRows(table, part)
    if (name === leaf && before.file && sameBytes(before.file, file)) continue
    await put(lake, curatedKey(at, name), file, name === leaf ? before.object : undefined)
    written += 1
  }
  if (before.object && !parts.has(leaf)) await lake.delete(curatedKey(at, leaf))
  return written
}

type Leaf = {
  readonly rows: readonly Row[]
  readonly file?: ArrayBuffer
  readonly object?: R2Object
}

async function readLeaf({ lake, table, at }: Target, leaf: string): Promise<Leaf> {
  const object = await lake.get(curatedKey(at, leaf))
  if (!object) return { rows: [] }
  const file = await object.arrayBuffer()
  return { rows: await readRows(table, file), file, object }
}

/** Overwrites only the version that was read: a concurrent write would lose rows. */
export async function put(
  lake: R2Bucket,
  key: string,
  file: ArrayBuffer | Uint8Array,
  before: R2Object | undefined
): Promise<void> {
  const done = await lake.put(key, file, {
    onlyIf: before ? { etagMatches: before.etag } : new Headers({ 'if-none-match': '*' }),
    ...(before && { customMetadata: keepingAge(before) }),
    ...(before?.httpMetadata && { httpMetadata: before.httpMetadata }),
  })
  if (done === null) throw new Error(`${key} changed while it was rewritten; run again`)
}

function sameBytes(a: ArrayBuffer, b: ArrayBuffer): boolean {
  if (a.byteLength !== b.byteLength) return false
  const other = new Uint8Array(b)
  return new Uint8Array(a).every((byte, index) => byte === other[index])
}
