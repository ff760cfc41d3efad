/** The fare model's trainer: real fares replayed through the features, fitted in Python. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Manifest } from '../../models/artifact'
import { NO_SPLIT } from '../../pipelines/training/rows'
import { runPython } from '../python'
import { readTrainingData, TRAINING_SOURCES } from './fare-data'
import { evaluateFare, writeRows } from './fare-evaluation'
import { rowFiles } from './parquet-rows'
import type { Job, Metric, Release, Trainer } from './trainer'

const Answer = z.object({
  version: z.string(),
  onnx_sha256: z.string(),
  onnx_bytes: z.number(),
  golden: z.array(z.unknown()),
})

export const fareTrainer: Trainer = {
  model: 'fare',
  files: TRAINING_SOURCES.map(({ file }) => file),
  columns: [
    { name: 'mae', title: 'MAE', as: 'between' },
    { name: 'rmse', title: 'RMSE', as: 'between' },
    { name: 'r2', title: 'R2', as: 'number' },
    { name: 'mape', title: 'MAPE', as: 'share' },
    { name: 'pinball', title: 'pinball', as: 'amount' },
    { name: 'coverage80_raw', title: 'uncalibrated', as: 'share' },
    { name: 'coverage80', title: 'cover 80', as: 'share' },
    { name: 'coverage80_from_0', title: '0-6 days', as: 'share' },
    { name: 'coverage80_from_7', title: '7-20', as: 'share' },
    { name: 'coverage80_from_21', title: '21+', as: 'share' },
  ],
  evaluate: async (job) => evaluateFare(job, await readAll(job)),
  train,
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const data = await readAll(job)
  const files = rowFiles(job.folder, 'train')
  job.say(`replaying all data into ${files.rows}`)
  await writeRows(job, data, () => NO_SPLIT, files)
  const metricsFile = join(job.folder, 'metrics.json')
  writeFileSync(metricsFile, JSON.stringify(metrics))
  const sources = data.map(({ data, name, licence, url }) => [data, { name, licence, url }])
  const out = join(release.artifacts, 'fare')
  const answer = await runPython(
    'fareline_training.fare',
    [
      ...['train', '--rows', files.rows, '--schema', files.schema, '--metrics', metricsFile],
      ...['--seed', String(job.seed), '--recipe', job.recipe, '--out', out],
      ...['--created-at', release.createdAt, '--model-version', release.version],
      ...['--sources', JSON.stringify(Object.fromEntries(sources))],
    ],
    job.say
  )
  const { golden, ...written } = Answer.parse(JSON.parse(answer))
  Manifest.parse(JSON.parse(readFileSync(join(out, written.version, 'manifest.json'), 'utf8')))
  writeFileSync(
    join(release.golden, `fare-${written.version}.json`),
    `${JSON.stringify({ version: written.version, rows: golden }, null, 1)}\n`
  )
  return written
}

async function readAll({ data, say }: Job) {
  say(`reading ${TRAINING_SOURCES.map(({ file }) => file).join(', ')}`)
  return Promise.all(TRAINING_SOURCES.map((source) => readTrainingData(data, source)))
}
