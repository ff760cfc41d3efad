/**
 * Definition of a curated table: typed columns, the events it is built from, and the identity of a
 * row. A column may be added at any time with the next version of its table; none is ever renamed,
 * retyped or removed, so older files stay readable.
 */
import type { Event } from '../../events/event'

export type Cell = string | number | boolean | null
/** Cells in the order of the table's columns. */
export type Row = readonly Cell[]

/**
 * text; whole: 32 bits; long: whole numbers up to 2^53; real; flag; day: days since 1970-01-01;
 * instant: epoch ms; local: a wall clock without zone, as epoch ms as if it were UTC.
 */
export type Kind = 'text' | 'whole' | 'long' | 'real' | 'flag' | 'day' | 'instant' | 'local'

export type ColumnShape = {
  readonly name: string
  readonly kind: Kind
  readonly about: string
  /** Version of the table that introduced the column. */
  readonly since: number
  /** Always set; a column with neither this nor `fill` is null where the value is unknown. */
  readonly required?: true
  /** Replaces an unknown value, and then `filled` names the column. */
  readonly fill?: Cell
}

export type Column<Source> = ColumnShape & {
  readonly value: (source: Source) => Cell | undefined
}

export const TABLE_NAMES = [
  'search_events',
  'price_offers',
  'multi_market_offers',
  'user_context',
  'bookings',
  'decisions',
] as const
export type TableName = (typeof TABLE_NAMES)[number]

export type Table = {
  readonly name: TableName
  readonly version: number
  readonly about: string
  readonly columns: readonly ColumnShape[]
  /** Columns that identify an event; of an event accepted twice, the first arrival is stored. */
  readonly identity: readonly string[]
  /** Columns in which rows of one event must differ; of repeats, the lower position is stored. */
  readonly distinct: readonly string[]
  rowsOf(event: Event): Row[]
}

type Definition<Source> = Omit<Table, 'columns' | 'rowsOf'> & {
  readonly columns: readonly Column<Source>[]
  /**
   * Sources of an event's rows, one per row; empty when the table does not cover the event type.
   */
  readonly sources: (event: Event) => readonly Source[]
}

export function defineTable<Source>({ sources, ...definition }: Definition<Source>): Table {
  const { columns, version } = definition
  return {
    ...definition,
    columns: [...columns, ...PROVENANCE],
    rowsOf: (event) => sources(event).map((source) => rowOf(columns, source, version)),
  }
}

/** The last columns of every table. */
export const PROVENANCE: readonly ColumnShape[] = [
  {
    name: 'filled',
    kind: 'text',
    about: 'Names of the columns whose value is a default, separated by spaces',
    since: 1,
    required: true,
  },
  {
    name: 'schema_version',
    kind: 'whole',
    about: 'Version of the table when the row was written',
    since: 1,
    required: true,
  },
]

function rowOf<Source>(columns: readonly Column<Source>[], source: Source, version: number): Row {
  const row: Cell[] = []
  let filled = ''
  for (const { name, fill, value } of columns) {
    const cell = value(source) ?? null
    if (cell !== null || fill === undefined) row.push(cell)
    else {
      row.push(fill)
      filled += filled === '' ? name : ` ${name}`
    }
  }
  row.push(filled, version)
  return row
}

export function columnIndex({ name, columns }: Pick<Table, 'name' | 'columns'>, column: string) {
  const index = columns.findIndex((each) => each.name === column)
  if (index < 0) throw new Error(`Table ${name} has no column "${column}"`)
  return index
}
