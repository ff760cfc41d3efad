/** The fare model's training rows: offers of each data set, in its split, as of decision time. */

import { CURRENCY_SCALE } from '../../../pipelines/training/fare/currency-scale'
import {
  type Split,
  type TrainingRow,
  trainingRows,
} from '../../../pipelines/training/fare/fare-training-rows'
import { learnedFeatures } from '../../../pipelines/training/fare/row-columns'
import { type RowColumn, type RowFiles, writeParquetRows } from '../kit/parquet-rows'
import type { TrainingData } from './fare-data'

export type RowSource = { readonly data: TrainingData; readonly split: Split }

const COLUMNS: readonly RowColumn[] = [
  { name: 'data', type: 'STRING' },
  { name: 'market', type: 'STRING' },
  { name: 'departure_date', type: 'STRING' },
  { name: 'cabin', type: 'STRING' },
  { name: 'currency', type: 'STRING' },
  { name: 'flight', type: 'STRING', nullable: true },
  { name: 'fold', type: 'STRING' },
  { name: 'at', type: 'DOUBLE' },
  { name: 'amount', type: 'DOUBLE' },
]

export async function writeTrainingRows(
  sources: readonly RowSource[],
  files: RowFiles,
  onRow: () => void = () => {}
): Promise<void> {
  await writeOfferRows(rowsOf(sources), files, onRow)
}

/** A training row and the name of its data set. */
export type OfferRow = { readonly data: string; readonly row: TrainingRow }

export async function writeOfferRows(
  rows: Iterable<OfferRow>,
  files: RowFiles,
  onRow: () => void = () => {}
): Promise<void> {
  const schema = {
    columns: COLUMNS,
    features: learnedFeatures(),
    currencyScale: CURRENCY_SCALE,
  }
  await writeParquetRows(files, schema, parquetRows(rows), onRow)
}

function* rowsOf(sources: readonly RowSource[]): Generator<OfferRow> {
  for (const { data, split } of sources) {
    for (const row of trainingRows(data.events, split)) yield { data: data.data, row }
  }
}

function* parquetRows(rows: Iterable<OfferRow>): Generator<Record<string, unknown>> {
  for (const { data, row } of rows) yield parquetRow(data, row)
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
