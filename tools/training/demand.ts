/**
 * The trainer of the demand level: fitted on simulated searches, where the true level is known. City
 * pairs, real but monthly and without searches, judge the same idea of features: evaluation only.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Manifest } from '../../models/artifact'
import { runPython } from '../python'
import { CITY_PAIRS, readCityPairs } from './demand-city-pairs'
import { writeCityRows, writeLevelRows } from './demand-rows'
import { rowFiles } from './parquet-rows'
import { type Job, Metric, type Release, type Trainer } from './trainer'

const Answer = z.object({ version: z.string(), onnx_sha256: z.string(), onnx_bytes: z.number() })

export const demandTrainer: Trainer = {
  model: 'demand-level',
  files: [CITY_PAIRS.file],
  columns: [
    { name: 'wape', title: 'WAPE', as: 'share' },
    { name: 'bias', title: 'bias', as: 'share' },
    { name: 'accuracy', title: 'accuracy', as: 'share' },
    { name: 'macro_f1', title: 'macro F1', as: 'number' },
    { name: 'log_loss', title: 'log loss', as: 'number' },
  ],
  evaluate,
  train,
}

async function evaluate(job: Job): Promise<Metric[]> {
  job.say(`reading ${CITY_PAIRS.file}`)
  const cities = rowFiles(job.folder, 'demand-cities')
  await writeCityRows(job, await readCityPairs(job.data), cities)
  const levels = rowFiles(job.folder, 'demand-levels')
  job.say(`simulating searches into ${levels.rows}`)
  await writeLevelRows(job, levels)
  const answer = await runPython(
    'fareline_training.demand',
    [
      ...['evaluate', '--rows', levels.rows, '--schema', levels.schema],
      ...['--city-rows', cities.rows, '--city-schema', cities.schema],
      ...['--seed', String(job.seed), '--recipe', job.recipe],
    ],
    job.say
  )
  return z.array(Metric).parse(JSON.parse(answer))
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const files = rowFiles(job.folder, 'demand-levels')
  job.say(`simulating searches into ${files.rows}`)
  await writeLevelRows(job, files)
  const metricsFile = join(job.folder, 'demand-metrics.json')
  writeFileSync(metricsFile, JSON.stringify(metrics))
  const out = join(release.artifacts, 'demand-level')
  const answer = await runPython(
    'fareline_training.demand',
    [
      ...['train', '--rows', files.rows, '--schema', files.schema, '--metrics', metricsFile],
      ...['--seed', String(job.seed), '--recipe', job.recipe, '--out', out],
      ...['--created-at', release.createdAt, '--model-version', release.version],
    ],
    job.say
  )
  const written = Answer.parse(JSON.parse(answer))
  Manifest.parse(JSON.parse(readFileSync(join(out, written.version, 'manifest.json'), 'utf8')))
  return written
}
