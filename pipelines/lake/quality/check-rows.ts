/** Checks curated rows against the contract of their table, file by file. */
import { hashWords } from '../../events/event-hash'
import { type Cell, columnIndex, type Row, type Table } from '../curated/table'
import { atLeast, atMost, type CheckResult, share } from './check'
import { type Contract, OUTSIDE_SHARE } from './contracts'

export type RowChecks = {
  add(rows: readonly Row[]): void
  results(): CheckResult[]
}

type Counted = { readonly name: string; readonly column: number; count: number; measured: number }

export function checkRows(table: Table, contract: Contract): RowChecks {
  const counter = (name: string): Counted => ({
    name,
    column: columnIndex(table, name),
    count: 0,
    measured: 0,
  })
  const known = Object.keys(contract.complete).map(counter)
  const outside = Object.entries(contract.ranges).map(([name, range]) => ({
    ...counter(name),
    range,
  }))
  const unique = contract.unique.map((name) => columnIndex(table, name))
  const filled = columnIndex(table, 'filled')
  const seen = new Set<number>()
  let rows = 0
  let repeats = 0

  return {
    add(more) {
      for (const row of more) {
        rows += 1
        const defaults = String(row[filled]).split(' ')
        for (const each of known) countReported(each, row, defaults)
        for (const each of outside) countOutside(each, row)
        const key = rowHash(unique.map((column) => row[column] ?? null))
        if (seen.has(key)) repeats += 1
        seen.add(key)
      }
    },
    results() {
      if (rows === 0) return []
      const about = { table: table.name }
      return [
        ...known.map(({ name, count }) =>
          atLeast(
            {
              ...about,
              check: `completeness.${name}`,
              value: share(count, rows),
              threshold: contract.complete[name] ?? 0,
              detail: `${name} has a value in ${count} of ${rows} rows`,
            },
            'warn'
          )
        ),
        ...outside.map(({ name, count, measured, range }) =>
          atMost({
            ...about,
            check: `range.${name}`,
            value: share(count, measured),
            threshold: OUTSIDE_SHARE,
            detail: `${name} is outside ${range.join(' to ')} in ${count} of ${measured} rows`,
          })
        ),
        atMost({
          ...about,
          check: 'uniqueness',
          value: repeats,
          threshold: 0,
          detail: `${repeats} of ${rows} rows repeat ${contract.unique.join(', ')}`,
        }),
      ]
    },
  }
}

function countReported(each: Counted, row: Row, defaults: readonly string[]): void {
  if (row[each.column] !== null && !defaults.includes(each.name)) each.count += 1
}

function countOutside(each: Counted & { readonly range: readonly [number, number] }, row: Row) {
  const cell = row[each.column]
  if (typeof cell !== 'number') return
  const [low, high] = each.range
  each.measured += 1
  if (cell < low || cell > high) each.count += 1
}

/** 53 bits: the probability that two different rows among a million collide is 6e-5. */
function rowHash(cells: readonly Cell[]): number {
  const [low, high] = hashWords(cells.join('\u0000'))
  return (low >>> 0) * 2 ** 21 + (high >>> 11)
}
