/** Reads a few columns of a curated table, with the types that its definition promises. */
import type { Cell, Row, Table } from '../lake/curated/table'

/** The table with these columns alone, in this order; `readRows` then reads nothing else. */
export function narrowed(table: Table, names: readonly string[]): Table {
  const columns = names.map((name) => {
    const column = table.columns.find((each) => each.name === name)
    if (!column) throw new Error(`Table ${table.name} has no column "${name}"`)
    return column
  })
  return { ...table, columns }
}

export function textAt(row: Row, index: number): string {
  const cell = row[index]
  if (typeof cell !== 'string') throw new Error(`cell ${index}: is ${kindOf(cell)}, not text`)
  return cell
}

export function numberAt(row: Row, index: number): number {
  const cell = row[index]
  if (typeof cell !== 'number') throw new Error(`cell ${index}: is ${kindOf(cell)}, not a number`)
  return cell
}

function kindOf(cell: Cell | undefined): string {
  return cell === null ? 'empty' : typeof cell
}
