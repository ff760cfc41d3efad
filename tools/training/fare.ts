/** The fare model's trainer: real fares replayed through the features, fitted in Python. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Manifest } from '../../models/artifact'
import { NO_SPLIT } from '../../pipelines/training/rows'
import { runPython } from '../python'
import { TRAINING_SOURCES } from './fare-data'
import { evaluateFare, searchRows, writeRows } from './fare-evaluation'
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
  evaluate: evaluateFare,
  train,
  search,
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const files = await writeRows(job, TRAINING_SOURCES, () => NO_SPLIT, [], 'train')
  const metricsFile = join(job.folder, 'metrics.json')
  writeFileSync(metricsFile, JSON.stringify(metrics))
  const sources = TRAINING_SOURCES.map(({ data, name, licence, url }) => [
    data,
    { name, licence, url },
  ])
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

async function search(job: Job, seconds: number): Promise<unknown> {
  const files = await searchRows(job)
  const answer = await runPython(
    'fareline_training.fare',
    [
      ...['search', '--rows', files.rows, '--schema', files.schema, '--seed', String(job.seed)],
      ...['--recipe', job.recipe, '--seconds', String(seconds)],
      ...['--trials', join(job.folder, 'trials.sqlite')],
    ],
    job.say
  )
  return JSON.parse(answer)
}
