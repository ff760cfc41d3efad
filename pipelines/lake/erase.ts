/**
 * Erasing users. Behind the door a user is a keyed hash of 132 bits, so wherever it stands in the
 * text of an event, a queue message or a dead letter, it is that user, and one word takes its place.
 */
import { columnIndex, type Row } from './curated/table'
import { ERASED, userContext } from './curated/user-context'

/** `found` are the users that were there; without any, everything is as it was. */
export type Erased<T> = { readonly rest: T; readonly found: readonly string[] }

export function eraseText(text: string, userHashes: readonly string[]): Erased<string> {
  const found = userHashes.filter((hash) => text.includes(hash))
  return { rest: found.reduce((rest, hash) => rest.replaceAll(hash, ERASED), text), found }
}

/** Rows of `user_context`. */
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
