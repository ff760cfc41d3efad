/**
 * Merges rows of one hour of the lake. The result depends on the set of rows alone: not on their
 * order, on repeats, or on how they were split before. So compaction may run twice, in any order,
 * over any files.
 */
import { type Cell, columnIndex, type Row, type Table } from './table'

export function mergeRows(table: Table, rows: readonly Row[]): Row[] {
  const identity = table.identity.map((name) => columnIndex(table, name))
  const distinct = table.distinct.map((name) => columnIndex(table, name))
  const at = columnIndex(table, 'occurred_at')
  const receivedAt = columnIndex(table, 'received_at')
  const position = table.columns.findIndex(({ name }) => name === 'position')

  const order = [at, ...identity, receivedAt, ...(position < 0 ? [] : [position])]
  const sorted = rows.toSorted((a, b) => compare(a, b, order))

  const merged: Row[] = []
  let first: Row | undefined
  let seen = new Set<string>()
  for (const row of sorted) {
    if (!first || row[at] !== first[at] || !equal(row, first, identity)) {
      first = row
      seen = new Set(distinct.length > 0 ? [textOf(row, distinct)] : [])
      merged.push(row)
    } else if (distinct.length > 0 && row[receivedAt] === first[receivedAt]) {
      const text = textOf(row, distinct)
      if (seen.has(text)) continue
      seen.add(text)
      merged.push(row)
    }
  }
  return merged
}

/** Rows equal in all ordering columns are ordered by all their columns. */
function compare(a: Row, b: Row, order: readonly number[]): number {
  for (const column of order) {
    const sign = compareCells(a[column] ?? null, b[column] ?? null)
    if (sign !== 0) return sign
  }
  if (a === b) return 0
  return compareCells(JSON.stringify(a), JSON.stringify(b))
}

/** Nulls first; texts by UTF-16 units, the same in every locale. */
function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}

function equal(a: Row, b: Row, columns: readonly number[]): boolean {
  return columns.every((column) => a[column] === b[column])
}

function textOf(row: Row, columns: readonly number[]): string {
  let text = ''
  for (const column of columns) text += `${row[column]}\u0000`
  return text
}
