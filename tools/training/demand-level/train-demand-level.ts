/**
 * The trainer of the demand level: fitted on simulated searches, where the true level is known. City
 * pairs, real but monthly and without searches, judge the same idea of features: evaluation only.
 */

import { keepRows, rowsKey } from '../kit/kept-rows'
import { type RowFiles, rowFiles } from '../kit/parquet-rows'
import { evaluateInPython, releaseFromPython, searchInPython } from '../kit/python-fit'
import { SIMULATOR } from '../kit/sources'
import type { Job, Metric, Release, Trainer } from '../kit/trainer'
import { CITY_PAIRS, readCityPairs } from './demand-city-pairs'
import { writeCityRows, writeLevelRows } from './demand-rows'

const PYTHON = 'demand_level'

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
  search: async (job, seconds) => searchInPython(job, PYTHON, await levels(job), seconds),
}

async function evaluate(job: Job): Promise<Metric[]> {
  job.say(`reading ${CITY_PAIRS.file}`)
  const cities = rowFiles(job.folder, 'demand-cities')
  await writeCityRows(job, await readCityPairs(job.data), cities)
  const flags = { 'city-rows': cities.rows, 'city-schema': cities.schema }
  return evaluateInPython(job, PYTHON, await levels(job), flags)
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const fitting = { python: PYTHON, sources: { simulator: SIMULATOR }, metrics }
  return releaseFromPython(job, 'demand-level', await levels(job), fitting, release)
}

async function levels(job: Job): Promise<RowFiles> {
  const files = rowFiles(job.folder, 'demand-levels')
  await keepRows(files, rowsKey(job, [], 'demand-levels'), job.say, async () => {
    job.say(`simulating searches into ${files.rows}`)
    await writeLevelRows(job, files)
  })
  return files
}
