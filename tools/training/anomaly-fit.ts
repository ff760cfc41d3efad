/** Rows of the anomaly model to a file, the fit in Python, and the fitted model as the Worker would ask it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { anomaly } from '../../models/anomaly/hosted-anomaly'
import { Manifest } from '../../models/artifact'
import { DAY_MS } from '../../models/calendar'
import { readForest } from '../../models/forest/forest'
import type { ModelSession } from '../../models/hosted-model'
import { ANOMALY_FEATURES } from '../../pipelines/anomalies/feed-day'
import type { FeedDay } from '../../pipelines/anomalies/watch'
import { runPython } from '../python'
import { rowFiles, writeParquetRows } from './parquet-rows'
import type { Job, Metric, Release, Written } from './trainer'

export type AnomalyRows = {
  readonly data: string
  readonly rows: readonly FeedDay[]
  /** When all of it was seen, where its days only stand for time; epoch ms. */
  readonly scrapedAt?: number | undefined
}
export type AnomalySource = {
  readonly name: string
  readonly licence: string
  readonly url?: string
}

const Answer = z.object({ version: z.string(), onnx_sha256: z.string(), onnx_bytes: z.number() })

export async function fitAnomaly(
  job: Job,
  name: string,
  data: readonly AnomalyRows[],
  sources: Readonly<Record<string, AnomalySource>>,
  release: Pick<Release, 'artifacts' | 'createdAt' | 'version'>,
  metrics: readonly Metric[] = []
): Promise<Written> {
  const files = rowFiles(job.folder, name)
  const columns = [
    { name: 'data', type: 'STRING' as const },
    { name: 'scope', type: 'STRING' as const },
    { name: 'airline', type: 'STRING' as const },
    { name: 'at', type: 'DOUBLE' as const },
  ]
  await writeParquetRows(files, { columns, features: ANOMALY_FEATURES }, parquetRows(data), job.row)
  const metricsFile = join(job.folder, `${name}.metrics.json`)
  writeFileSync(metricsFile, JSON.stringify(metrics))
  const answer = await runPython(
    'fareline_training.anomaly',
    [
      ...['--rows', files.rows, '--schema', files.schema, '--metrics', metricsFile],
      ...['--seed', String(job.seed), '--recipe', job.recipe, '--out', release.artifacts],
      ...['--created-at', release.createdAt, '--model-version', release.version],
      ...['--sources', JSON.stringify(sources)],
    ],
    job.say
  )
  return Answer.parse(JSON.parse(answer))
}

/** By the forest, as in the Worker. */
export function openAnomaly(folder: string) {
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
  const { forest, reason } = readForest(readFileSync(join(folder, 'model.onnx')))
  const scale = manifest.isolation
  if (!forest || !scale) throw new Error(`${folder}: ${reason ?? 'does not say what is isolated'}`)
  const session: ModelSession = {
    manifest,
    run: async (features, rows) => forest.predict(features, rows),
    explain: () => undefined,
  }
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
