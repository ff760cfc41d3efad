/** Outlook rows of several panels or simulations as one Parquet file. */
import type { SearchEvent } from '../../../pipelines/events/event'
import { OUTLOOK_FEATURES } from '../../../pipelines/features/outlook/outlook-features'
import {
  type OutlookRow,
  outlookRows,
} from '../../../pipelines/training/outlook/outlook-training-rows'
import { type RowFiles, writeParquetRows } from '../kit/parquet-rows'

/** Read lazily, so that one panel at a time is in memory. */
export type OutlookSource = { readonly data: string; events(): Iterable<SearchEvent> }

const text = (name: string) => ({ name, type: 'STRING' as const })
const number = (name: string) => ({ name, type: 'DOUBLE' as const })

export function writeOutlookRows(
  sources: readonly OutlookSource[],
  files: RowFiles,
  onRow: () => void
): Promise<void> {
  return writeOutlookLines(rowsOf(sources), files, onRow)
}

/** A training row and the name of its data set. */
export type OutlookLine = { readonly data: string; readonly row: OutlookRow }

export function writeOutlookLines(
  lines: Iterable<OutlookLine>,
  files: RowFiles,
  onRow: () => void = () => {}
): Promise<void> {
  const columns = [
    ...['data', 'market', 'departure_date', 'cabin', 'currency'].map(text),
    ...['at', 'day', 'days_out', 'amount'].map(number),
  ]
  return writeParquetRows(files, { columns, features: OUTLOOK_FEATURES }, records(lines), onRow)
}

function* rowsOf(sources: readonly OutlookSource[]): Generator<OutlookLine> {
  for (const { data, events } of sources) {
    for (const row of outlookRows(events())) yield { data, row }
  }
}

function* records(lines: Iterable<OutlookLine>): Generator<Record<string, unknown>> {
  for (const { data, row } of lines) {
    yield {
      'row.data': data,
      'row.market': row.market,
      'row.departure_date': row.departureDate,
      'row.cabin': row.cabin,
      'row.currency': row.currency,
      'row.at': row.at,
      'row.day': row.day,
      'row.days_out': row.daysOut,
      'row.amount': row.amount,
      ...row.values,
    }
  }
}
