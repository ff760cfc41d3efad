/** The fare model's trainer: real fares replayed through the features, fitted in Python. */
import { NO_SPLIT } from '../../../pipelines/training/fare/fare-training-rows'
import { releaseFromPython, searchInPython } from '../kit/python-fit'
import { sourceOf } from '../kit/sources'
import type { Job, Metric, Release, Trainer } from '../kit/trainer'
import { TRAINING_SOURCES } from './fare-data'
import { evaluateFare, searchRows, writeRows } from './fare-evaluation'

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
  search: async (job, seconds) => searchInPython(job, 'fare', await searchRows(job), seconds),
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const files = await writeRows(job, TRAINING_SOURCES, () => NO_SPLIT, [], 'train')
  const sources = Object.fromEntries(
    TRAINING_SOURCES.map((source) => [source.data, sourceOf(source)])
  )
  return releaseFromPython(job, 'fare', files, { python: 'fare', sources, metrics }, release)
}
