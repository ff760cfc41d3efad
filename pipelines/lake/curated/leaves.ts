/**
 * Which file of an hour holds an event. An hour is one file until it has too many rows; then it is
 * two, by the next bit of a hash of the event's identity, and so on. Like the rows, the files
 * follow from what is in them, not from how it came. A leaf is named by its bits; the root by none.
 */
import { hashWords } from '../../features/state/event-hash'
import { type Cell, columnIndex, type Row, type Table } from './table'

/** 2^20 files an hour: far beyond what one hour holds. */
const MAX_DEPTH = 20

export function bitsOf(table: Table): (row: Row) => string {
  const identity = table.identity.map((name) => columnIndex(table, name))
  const textOf = (row: Row): Cell[] => identity.map((column) => row[column] ?? null)
  return (row) => {
    const [word] = hashWords(textOf(row).join('\u0000'))
    return (word >>> 0).toString(2).padStart(32, '0').slice(0, MAX_DEPTH)
  }
}

/** The leaf for these bits among those there are; a new one where none covers them yet. */
export function leafFor(bits: string, leaves: ReadonlySet<string>): string {
  for (let depth = 0; depth <= bits.length; depth += 1) {
    const prefix = bits.slice(0, depth)
    if (leaves.has(prefix) || !isSplit(prefix, leaves)) return prefix
  }
  return bits
}

/** Leaves that a split left behind half done: their rows belong into their descendants. */
export function brokenLeaves(leaves: ReadonlySet<string>): string[] {
  return [...leaves].filter((leaf) => isSplit(leaf, leaves))
}

/** Rows of a leaf as the leaves they make: itself, or its descendants when they are too many. */
export function splitLeaf(
  leaf: string,
  rows: readonly Row[],
  maxRows: number,
  bits: (row: Row) => string
): Map<string, readonly Row[]> {
  if (rows.length <= maxRows || leaf.length === MAX_DEPTH) return new Map([[leaf, rows]])
  const halves = Map.groupBy(rows, (row) => bits(row).slice(0, leaf.length + 1))
  return new Map([...halves].flatMap(([half, part]) => [...splitLeaf(half, part, maxRows, bits)]))
}

function isSplit(leaf: string, leaves: ReadonlySet<string>): boolean {
  for (const other of leaves) {
    if (other.length > leaf.length && other.startsWith(leaf)) return true
  }
  return false
}
