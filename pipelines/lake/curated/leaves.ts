/**
 * Which file of an hour holds an event. An hour is one file until it has too many rows; then it is
 * two half hours, and so on, down to a second, and then by a hash of the event's identity. Events
 * come in about the order they happen, so new ones meet few files. Like the rows, the files follow
 * from what is in them, not from how it came. A leaf is named by its bits; the root by none.
 */
import { HOUR_MS } from '../../../models/airline/calendar'
import { hashWords } from '../../events/event-hash'
import { columnIndex, type Row, type Table } from './table'

/** 4,096 slices of 0.88 s. */
const TIME_BITS = 12
/** 16,384 files for one slice: far beyond what can happen in it. */
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
