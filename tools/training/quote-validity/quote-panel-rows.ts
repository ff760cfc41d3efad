/** Rows of the quote-validity model as Parquet. */
import { HOLD_FEATURES } from '../../../pipelines/features/quote-validity/quote-validity-row'
import type { QuoteValidityRow } from '../../../pipelines/training/quote-validity/quote-validity-rows'
import { type RowFiles, writeParquetRows } from '../kit/parquet-rows'

export type QuoteData = { readonly data: string; readonly rows: readonly QuoteValidityRow[] }

export async function writeQuoteValidityRows(
  files: RowFiles,
  data: readonly QuoteData[],
  onRow: () => void
): Promise<void> {
  const features = HOLD_FEATURES.map(({ name, kind, unit }) => ({ name, kind, unit }))
  const columns = [
    { name: 'data', type: 'STRING' as const },
    { name: 'market', type: 'STRING' as const },
    { name: 'departure_date', type: 'STRING' as const },
    { name: 'at', type: 'DOUBLE' as const },
    { name: 'change', type: 'DOUBLE' as const },
  ]
  await writeParquetRows(files, { columns, features }, parquetRows(data), onRow)
}

function* parquetRows(sources: readonly QuoteData[]): Generator<Record<string, unknown>> {
  for (const { data, rows } of sources) {
    for (const { at, quote, change, row } of rows) {
      yield {
        'row.data': data,
        'row.market': quote.market,
        'row.departure_date': quote.departureDate,
        'row.at': at,
        'row.change': change,
        ...row.values,
      }
    }
  }
}
