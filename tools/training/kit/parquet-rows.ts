/** Training rows of any model as Parquet, with the schema that kit/rows.py reads beside them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileWriter, parquetWriteRows } from 'hyparquet-writer'
import type { FeatureKind } from '../../../models/runtime/features'

export type RowFiles = { readonly rows: string; readonly schema: string }

/** A column that describes the row and is no input of the model; written as `row.<name>`. */
export type RowColumn = {
  readonly name: string
  readonly type: 'STRING' | 'DOUBLE'
  readonly nullable?: boolean
}

/** An input of the model; it may be unknown in any row. */
export type LearnedColumn = {
  readonly name: string
  readonly kind: FeatureKind
  readonly unit: string
  /** Feature groups that hide it in training; empty for none. */
  readonly groups?: readonly string[]
}

export type RowSchema = {
  readonly columns: readonly RowColumn[]
  readonly features: readonly LearnedColumn[]
  /** Units of a currency per model unit, where rows have amounts and `row.currency`. */
  readonly currencyScale?: Readonly<Record<string, number>>
}

/** Rows in a group: the columns of one group are in memory. */
const ROW_GROUP = 25_000

export function rowFiles(folder: string, name: string): RowFiles {
  return { rows: join(folder, `${name}.parquet`), schema: join(folder, `${name}.schema.json`) }
}

/** Keys of a row are `row.<column>` and names of features; undefined is not known. */
export async function writeParquetRows(
  files: RowFiles,
  { columns, features, currencyScale = {} }: RowSchema,
  rows: Iterable<Readonly<Record<string, unknown>>>,
  onRow: () => void = () => {}
): Promise<void> {
  writeFileSync(
    files.schema,
    JSON.stringify({ features, currency_scale: currencyScale }, undefined, 2)
  )
  await parquetWriteRows({
    writer: fileWriter(files.rows),
    rows: counted(rows, onRow),
    columns: [
      ...columns.map(({ name, ...column }) => ({ name: `row.${name}`, ...column })),
      ...features.map(({ name, kind }) => ({
        name,
        type: kind === 'category' ? ('STRING' as const) : ('DOUBLE' as const),
        nullable: true,
      })),
    ],
    rowGroupSize: ROW_GROUP,
  })
}

function* counted<Row>(rows: Iterable<Row>, onRow: () => void): Generator<Row> {
  for (const row of rows) {
    onRow()
    yield row
  }
}
