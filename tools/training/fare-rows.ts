/** Training rows as Parquet, with the schema the fit reads beside it. */
import { writeFileSync } from 'node:fs'
import { fileWriter, parquetWriteRows } from 'hyparquet-writer'
import { learnedFeatures } from '../../pipelines/training/columns'
import { CURRENCY_SCALE } from '../../pipelines/training/currency-scale'
import { type Split, type TrainingRow, trainingRows } from '../../pipelines/training/rows'
import type { TrainingData } from './fare-data'

export type RowFiles = { readonly rows: string; readonly schema: string }
export type RowSource = { readonly data: TrainingData; readonly split: Split }

/** Rows a group: a group is held in memory as columns. */
const ROW_GROUP = 25_000

export async function writeTrainingRows(
  sources: readonly RowSource[],
  files: RowFiles,
  onRow: () => void = () => {}
): Promise<void> {
  const features = learnedFeatures()
  const columns = [
    { name: 'row.data', type: 'STRING' as const },
    { name: 'row.market', type: 'STRING' as const },
    { name: 'row.departure_date', type: 'STRING' as const },
    { name: 'row.cabin', type: 'STRING' as const },
    { name: 'row.currency', type: 'STRING' as const },
    { name: 'row.flight', type: 'STRING' as const, nullable: true },
    { name: 'row.fold', type: 'STRING' as const },
    { name: 'row.at', type: 'DOUBLE' as const },
    { name: 'row.amount', type: 'DOUBLE' as const },
    ...features.map(({ name, kind }) => ({
      name,
      type: kind === 'category' ? ('STRING' as const) : ('DOUBLE' as const),
      nullable: true,
    })),
  ]
  writeFileSync(files.schema, JSON.stringify({ features, currency_scale: CURRENCY_SCALE }, null, 2))
  await parquetWriteRows({
    writer: fileWriter(files.rows),
    rows: parquetRows(sources, onRow),
    columns,
    rowGroupSize: ROW_GROUP,
  })
}

function* parquetRows(
  sources: readonly RowSource[],
  onRow: () => void
): Generator<Record<string, unknown>> {
  for (const { data, split } of sources) {
    for (const row of trainingRows(data.events, split)) {
      onRow()
      yield parquetRow(data.data, row)
    }
  }
}

function parquetRow(data: string, row: TrainingRow): Record<string, unknown> {
  return {
    'row.data': data,
    'row.market': row.market,
    'row.departure_date': row.departureDate,
    'row.cabin': row.cabin,
    'row.currency': row.currency,
    'row.flight': row.flight,
    'row.fold': row.fold,
    'row.at': row.at,
    'row.amount': row.amount,
    ...row.values,
  }
}
