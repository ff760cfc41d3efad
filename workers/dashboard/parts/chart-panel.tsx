/** A chart with its sentence, its twin as a table, and its rows as CSV. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { type Cell, csvText } from '../plain/csv-text'
import { DataTable } from './data-table'
import { Panel } from './panel'

type ChartPanelProps = {
  readonly title: string
  readonly sentence: ComponentChildren
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  readonly children: ComponentChildren
  readonly tools?: ComponentChildren
  readonly span?: 2 | 3 | 4 | 6
}

export function ChartPanel(props: ChartPanelProps) {
  const { title, sentence, columns, rows, children, tools, span = 6 } = props
  const isTable = useSignal(false)
  return (
    <Panel
      title={title}
      sentence={sentence}
      span={span}
      tools={
        <>
          {tools}
          <button
            type="button"
            class="quiet"
            aria-pressed={isTable.value}
            onClick={() => {
              isTable.value = !isTable.value
            }}
          >
            Table
          </button>
          <button type="button" class="quiet" onClick={() => saveCsv(title, columns, rows)}>
            CSV
          </button>
        </>
      }
    >
      {isTable.value ? (
        <DataTable
          label={`${title}, as a table`}
          columns={columns.map((name, at) => ({
            name,
            isNumber: rows.some((row) => isNumeric(row[at])),
            show: (row: readonly Cell[]) => row[at] ?? '–',
          }))}
          rows={rows}
          keyOf={(row) => row.join('|')}
        />
      ) : (
        children
      )}
    </Panel>
  )
}

function isNumeric(cell: Cell): boolean {
  return typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+(\.\d+)?$/.test(cell))
}

function saveCsv(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[]
): void {
  const url = URL.createObjectURL(new Blob([csvText(columns, rows)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
