/** Outlook rows of several panels or simulations as one Parquet file. */
import type { SearchEvent } from '../../../pipelines/events/event'
import { OUTLOOK_FEATURES } from '../../../pipelines/features/outlook/outlook-features'
import { outlookRows } from '../../../pipelines/training/outlook/outlook-training-rows'
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
  const columns = [
    ...['data', 'market', 'departure_date', 'cabin', 'currency'].map(text),
    ...['at', 'day', 'days_out', 'amount'].map(number),
  ]
  return writeParquetRows(files, { columns, features: OUTLOOK_FEATURES }, lines(sources), onRow)
}

function* lines(sources: readonly OutlookSource[]): Generator<Record<string, unknown>> {
  for (const { data, events } of sources) {
    for (const row of outlookRows(events())) {
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
}
