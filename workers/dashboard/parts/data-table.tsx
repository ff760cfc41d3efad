/** A table of rows; numbers stand right. */
import type { ComponentChildren } from 'preact'

export type Column<Row> = {
  readonly name: string
  readonly show: (row: Row) => ComponentChildren
  readonly isNumber?: boolean
  /** A column that a phone leaves out. */
  readonly isWide?: boolean
}

type DataTableProps<Row> = {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string | number
}

export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section class="table-wrap" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" class={classOf(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.name} class={classOf(column)}>
                  {column.show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function classOf({ isNumber, isWide }: { isNumber?: boolean; isWide?: boolean }): string {
  return `${isNumber ? 'number' : ''} ${isWide ? 'wide' : ''}`.trim()
}
