/**
 * Assigns events of an hour to files. An hour is one file until it has too many rows; then two half
 * hours, and so on, down to a second, and then by a hash of the event's identity. Events arrive
 * roughly in the order in which they happen, so new ones touch few files. Like the rows, the files
 * depend on their content alone, not on the order of arrival. A leaf is named by its bits; the root
 * has none.
 */
import { HOUR_MS } from '../../../models/airline/calendar'
import { hashWords } from '../../events/event-hash'
import { columnIndex, type Row, type Table } from './table'

/** 4,096 slices of 0.88 s. */
const TIME_BITS = 12
/** 16,384 files per slice, far beyond the rows of any real slice. */
const HASH_BITS = 14
const MAX_DEPTH = TIME_BITS + HASH_BITS

export function bitsOf(table: Table): (row: Row) => string {
  const identity = table.identity.map((name) => columnIndex(table, name))
  const at = columnIndex(table, 'occurred_at')
  return (row) => {
    const slice = Math.floor(((Number(row[at]) % HOUR_MS) / HOUR_MS) * 2 ** TIME_BITS)
    const [word] = hashWords(identity.map((column) => row[column]).join('\u0000'))
    return binary(slice, TIME_BITS) + binary(word >>> (32 - HASH_BITS), HASH_BITS)
  }
}

function binary(number: number, digits: number): string {
  return number.toString(2).padStart(digits, '0')
}

/** Finds the existing leaf for these bits; names a new one where none covers them yet. */
export function leafFor(bits: string, leaves: ReadonlySet<string>): string {
  for (let depth = 0; depth <= bits.length; depth += 1) {
    const prefix = bits.slice(0, depth)
    if (leaves.has(prefix) || !isSplit(prefix, leaves)) return prefix
  }
  return bits
}

/** Lists leaves of an unfinished split: their rows belong in their descendants. */
export function brokenLeaves(leaves: ReadonlySet<string>): string[] {
  return [...leaves].filter((leaf) => isSplit(leaf, leaves))
}

/** Assigns a leaf's rows to itself, or to its descendants when there are too many. */
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
