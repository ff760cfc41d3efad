/**
 * Reads and writes curated rows as Parquet. A file names its table and the version of its columns;
 * columns missing from an older file are filled as the table defines. A file newer than this code
 * is refused: rewriting it would lose columns.
 */
import { type FileMetaData, parquetMetadata, parquetRead, type SchemaElement } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import type { Cell, ColumnShape, Kind, Row, Table } from './table'

/**
 * Rows per group, with one group per file: a larger group would not fit in a Worker's memory
 * together with others.
 */
export const MAX_ROWS = 25_000

const TABLE_KEY = 'fareline.table'
const VERSION_KEY = 'fareline.schema_version'

/** Any table with typed columns: the curated tables, the ledger. */
export type Written = { readonly name: string } & Pick<Table, 'version' | 'columns'>

export function writeRows(table: Written, rows: readonly Row[]): ArrayBuffer {
  return parquetWriteBuffer({
    schema: [
      { name: 'root', num_children: table.columns.length },
      ...table.columns.map(schemaElement),
    ],
    columnData: table.columns.map(({ name, kind }, index) => ({
      name,
      data: rows.map((row) => stored(kind, row[index] ?? null)),
      // One group contains all airlines, so text statistics would skip nothing.
      statistics: kind !== 'text',
    })),
    rowGroupSize: MAX_ROWS,
    kvMetadata: [
      { key: TABLE_KEY, value: table.name },
      { key: VERSION_KEY, value: String(table.version) },
    ],
    createdBy: 'fareline',
  })
}

/** Reads the table name, version and columns from a file's metadata. */
export function shapeOf(metadata: FileMetaData) {
  const entries = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value]))
  return {
    name: entries.get(TABLE_KEY),
    version: Number(entries.get(VERSION_KEY)),
    columns: metadata.schema.slice(1).map(({ name }) => name),
  }
}

export async function readRows(table: Table, file: ArrayBuffer): Promise<Row[]> {
  const metadata = parquetMetadata(file)
  const { name, version } = shapeOf(metadata)
  if (name !== table.name || !(version >= 1)) {
    throw new Error(`not a file of ${table.name}: its metadata lacks ${TABLE_KEY} or version`)
  }
  if (version > table.version) {
    throw new Error(
      `${table.name} file of version ${version}; this code knows ${table.version}: deploy the newer`
    )
  }
  const known = table.columns.filter(({ since }) => since <= version)
  const columns = new Map(known.map(({ name }) => [name, [] as Cell[]]))
  await parquetRead({
    file,
    metadata,
    columns: [...columns.keys()],
    parsers: PARSERS,
    // Collects columns: having the reader build rows takes three times as long.
    onChunk({ columnName, columnData, rowStart }) {
      const column = known.find(({ name }) => name === columnName)
      const cells = columns.get(columnName)
      if (!column || !cells) return
      for (const [row, value] of columnData.entries()) cells[rowStart + row] = cellOf(column, value)
    },
  })
  const count = Number(metadata.num_rows)
  for (const [name, { length }] of columns) {
    if (length !== count) throw new Error(`${table.name} file: column ${name} is missing or short`)
  }
  return rowsOf(table, version, columns, count)
}

function rowsOf(
  table: Table,
  version: number,
  columns: ReadonlyMap<string, readonly Cell[]>,
  count: number
): Row[] {
  const later = table.columns.filter(({ since, fill }) => since > version && fill !== undefined)
  const added = later.map(({ name }) => ` ${name}`).join('')
  const sources = table.columns.map(({ name, since, fill = null }) => ({
    cells: columns.get(name),
    otherwise: since > version ? fill : null,
    suffix: name === 'filled' ? added : '',
  }))
  return Array.from({ length: count }, (_, row) =>
    sources.map(({ cells, otherwise, suffix }) => {
      const cell = cells?.[row] ?? otherwise
      return suffix === '' ? cell : `${cell}${suffix}`.trim()
    })
  )
}

function schemaElement({ name, kind, required, fill }: ColumnShape): SchemaElement {
  const known = required || fill !== undefined
  return { name, repetition_type: known ? 'REQUIRED' : 'OPTIONAL', ...PHYSICAL[kind] }
}

const PHYSICAL: Readonly<Record<Kind, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  whole: { type: 'INT32' },
  long: { type: 'INT64' },
  real: { type: 'DOUBLE' },
  flag: { type: 'BOOLEAN' },
  day: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
  instant: {
    type: 'INT64',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  local: {
    type: 'INT64',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' },
  },
}

/** The writer converts instants to 64 bits itself. */
function stored(kind: Kind, cell: Cell): Cell | bigint {
  return kind === 'long' && typeof cell === 'number' ? BigInt(cell) : cell
}

const PARSERS = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  dateFromDays: (days: number) => days,
}

function cellOf({ name, kind, required, fill }: ColumnShape, value: unknown): Cell {
  if (value === null || value === undefined) {
    if (required || fill !== undefined) throw new Error(`${name}: is empty but required`)
    return null
  }
  const cell = typeof value === 'bigint' ? Number(value) : value
  const wanted = TYPES[kind]
  if (wanted === 'string' && typeof cell === 'string') return cell
  if (wanted === 'number' && typeof cell === 'number') return cell
  if (wanted === 'boolean' && typeof cell === 'boolean') return cell
  throw new Error(`${name}: is a ${typeof cell}; the table needs ${kind}`)
}

const TYPES = {
  text: 'string',
  flag: 'boolean',
  whole: 'number',
  long: 'number',
  real: 'number',
  day: 'number',
  instant: 'number',
  local: 'number',
} as const satisfies Readonly<Record<Kind, string>>
