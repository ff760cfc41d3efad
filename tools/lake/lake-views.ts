/** SQL views by the names of the curated tables, `ledger`, `raw_events` and `lake_columns`, for DuckDB. */
import { PREDICTIONS } from '../../pipelines/answers/price-insight/scored-departure'
import type { Scope } from '../../pipelines/events/scope'
import type { Written } from '../../pipelines/lake/curated/parquet'
import type { ColumnShape, Kind } from '../../pipelines/lake/curated/table'
import { TABLES } from '../../pipelines/lake/curated/tables'
import {
  curatedPrefix,
  ledgerPrefix,
  predictionPrefix,
  quarantinePrefix,
  rawPrefix,
} from '../../pipelines/lake/keys'
import { QUARANTINE_COLUMNS } from '../../pipelines/lake/quarantine-marks'
import { LEDGER } from '../../pipelines/ledger/ledger-table'

export type LakeSource = {
  /** Paths or one pattern; empty without files. */
  files(prefix: string, pattern: string): Promise<readonly string[]>
}

export async function createViews(
  source: LakeSource,
  scope: Scope,
  run: (sql: string) => Promise<unknown>
): Promise<void> {
  const tables: (readonly [table: Written, prefix: string])[] = [
    ...TABLES.map((table) => [table, curatedPrefix(scope, table.name)] as const),
    [LEDGER, ledgerPrefix(scope)],
    [PREDICTIONS, predictionPrefix(scope)],
  ]
  const marks = await source.files(quarantinePrefix(scope), '**/*.ndjson.gz')
  await run(`CREATE OR REPLACE VIEW quarantined_offers AS ${marksView(marks)}`)
  for (const [table, prefix] of tables) {
    const files = await source.files(prefix, '**/*.parquet')
    const view = curatedView(table, files)
    const marked = table.name === 'price_offers' ? markedView(view) : view
    await run(`CREATE OR REPLACE VIEW ${table.name} AS ${marked}`)
  }
  const files = await source.files(rawPrefix(scope), '**/*.ndjson.gz')
  await run(`CREATE OR REPLACE VIEW raw_events AS ${rawView(files)}`)
  await run(`CREATE OR REPLACE VIEW lake_columns AS ${ABOUT}`)
}

/** Descriptions of the columns, queryable in SQL. */
const ABOUT = `SELECT * FROM (VALUES ${[...TABLES, LEDGER, PREDICTIONS]
  .flatMap(({ name, columns }) =>
    columns.map(
      (column) =>
        `(${text(name)}, ${text(column.name)}, ${column.fill === undefined ? 'NULL' : text(String(column.fill))}, ${column.since}, ${text(column.about)})`
    )
  )
  .join(', ')}) AS about("table", "column", fill, since, about)`

const TYPES: Readonly<Record<Kind, string>> = {
  text: 'VARCHAR',
  whole: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  flag: 'BOOLEAN',
  day: 'DATE',
  instant: 'TIMESTAMP WITH TIME ZONE',
  local: 'TIMESTAMP',
}

/** Older files lack columns, so every column comes from the table as it is now. */
function curatedView({ columns }: Written, files: readonly string[]): string {
  const empty = `SELECT ${columns.map(typedNull).join(', ')} WHERE false`
  if (files.length === 0) return empty
  const rows = `SELECT * FROM read_parquet(${list(files)}, union_by_name = true, hive_partitioning = false)`
  return `SELECT ${columns.map(filled).join(', ')} FROM (${empty} UNION ALL BY NAME ${rows})`
}

function marksView(files: readonly string[]): string {
  const columns = Object.entries(QUARANTINE_COLUMNS)
  if (files.length === 0) {
    return `SELECT ${columns.map(([name, type]) => `NULL::${type} AS ${name}`).join(', ')} WHERE false`
  }
  const types = columns.map(([name, type]) => `${name}: '${type}'`).join(', ')
  return `SELECT * FROM read_json(${list(files)}, columns = {${types}},
    format = 'newline_delimited', compression = 'gzip', hive_partitioning = false)`
}

/** Adds whether the market kept the offer in quarantine when it arrived. */
function markedView(offers: string): string {
  return `SELECT offers.*, EXISTS (
    SELECT 1 FROM quarantined_offers AS mark
    WHERE mark.search_id = offers.search_id AND mark.position = offers.position
  ) AS quarantined FROM (${offers}) AS offers`
}

function typedNull({ name, kind }: ColumnShape): string {
  return `NULL::${TYPES[kind]} AS ${name}`
}

function filled({ name, since, fill }: ColumnShape): string {
  if (since === 1 || fill === undefined) return name
  return `coalesce(${name}, ${typeof fill === 'string' ? text(fill) : fill}) AS ${name}`
}

const RAW = {
  type: 'VARCHAR',
  id: 'VARCHAR',
  at: 'BIGINT',
  receivedAt: 'BIGINT',
  market: 'VARCHAR',
  departureDate: 'DATE',
  returnDate: 'DATE',
  cabin: 'VARCHAR',
  passengers: 'INTEGER',
  currency: 'VARCHAR',
  searchId: 'VARCHAR',
  shopper: 'JSON',
  offers: 'JSON',
  offer: 'JSON',
}

function rawView(files: readonly string[]): string {
  const selected = Object.keys(RAW).map((name) => {
    if (name === 'at') return 'to_timestamp("at" / 1000) AS occurred_at'
    if (name === 'receivedAt') return 'to_timestamp("receivedAt" / 1000) AS received_at'
    return `"${name}" AS ${snake(name)}`
  })
  const columns = Object.entries(RAW).map(([name, type]) => `"${name}": '${type}'`)
  const rows =
    files.length === 0
      ? `SELECT ${Object.entries(RAW)
          .map(([name, type]) => `NULL::${type} AS "${name}"`)
          .join(', ')} WHERE false`
      : `SELECT * FROM read_json(${list(files)}, columns = {${columns.join(', ')}},
          format = 'newline_delimited', compression = 'gzip', ignore_errors = true,
          hive_partitioning = false)`
  return `SELECT ${selected.join(', ')} FROM (${rows}) WHERE id IS NOT NULL`
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function list(files: readonly string[]): string {
  return `[${files.map(text).join(', ')}]`
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
