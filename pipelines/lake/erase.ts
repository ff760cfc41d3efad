/**
 * Erases users. A stored user is a keyed hash of 132 bits, so any occurrence in the text of an
 * event, a queue message or a dead letter is that user; one fixed word replaces it.
 */
import { columnIndex, type Row } from './curated/table'
import { ERASED, userContext } from './curated/user-context'

/** `found` lists the users that occurred; when it is empty, `rest` is unchanged. */
export type Erased<T> = { readonly rest: T; readonly found: readonly string[] }

export function eraseText(text: string, userHashes: readonly string[]): Erased<string> {
  const found = userHashes.filter((hash) => text.includes(hash))
  return { rest: found.reduce((rest, hash) => rest.replaceAll(hash, ERASED), text), found }
}

/** Erases rows of `user_context`. */
export function eraseRows(
  rows: readonly Row[],
  userHashes: readonly string[]
): Erased<readonly Row[]> {
  const column = columnIndex(userContext, 'user_hash')
  const there = new Set(rows.map((row) => row[column]))
  const found = userHashes.filter((hash) => there.has(hash))
  const isFound = new Set<unknown>(found)
  return {
    rest: rows.map((row) => (isFound.has(row[column]) ? row.with(column, null) : row)),
    found,
  }
}
