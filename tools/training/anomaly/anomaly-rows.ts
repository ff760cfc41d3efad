/** Writes rows of the anomaly model to a file, and opens the fitted model as the Worker does. */

import { DAY_MS } from '../../../models/airline/calendar'
import { anomaly } from '../../../models/anomaly/hosted-anomaly'
import { ANOMALY_FEATURES } from '../../../pipelines/watch/feed-day'
import type { FeedDay } from '../../../pipelines/watch/watch-feed'
import { openFitted } from '../kit/open-fitted'
import { type RowColumn, type RowFiles, rowFiles, writeParquetRows } from '../kit/parquet-rows'
import type { Job } from '../kit/trainer'

export type AnomalyRows = {
  readonly data: string
  readonly rows: readonly FeedDay[]
  /** Time of the scrape where its days only represent time; epoch ms. */
  readonly scrapedAt?: number | undefined
}
const COLUMNS: readonly RowColumn[] = [
  { name: 'data', type: 'STRING' },
  { name: 'scope', type: 'STRING' },
  { name: 'airline', type: 'STRING' },
  { name: 'at', type: 'DOUBLE' },
]

export async function writeAnomalyRows(
  job: Job,
  name: string,
  data: readonly AnomalyRows[]
): Promise<RowFiles> {
  const files = rowFiles(job.folder, name)
  const schema = { columns: COLUMNS, features: ANOMALY_FEATURES }
  await writeParquetRows(files, schema, parquetRows(data), job.row)
  return files
}

/** Opens the model with the forest, as the Worker does. */
export function openAnomaly(folder: string) {
  const session = openFitted(folder)
  const scale = session.manifest.isolation
  if (!scale) throw new Error(`${folder}: manifest has no isolation scale; train the model again`)
  return { model: anomaly.serve(session), scale }
}

function* parquetRows(sources: readonly AnomalyRows[]): Generator<Record<string, unknown>> {
  for (const { data, rows, scrapedAt } of sources) {
    for (const { scope, airline, day, row } of rows) {
      yield {
        'row.data': data,
        'row.scope': scope,
        'row.airline': airline,
        'row.at': scrapedAt ?? day * DAY_MS,
        ...row.values,
      }
    }
  }
}
