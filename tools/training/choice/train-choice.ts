/** The choice model's trainer: judged on real sessions and later simulated ones, shipped from the simulator. */
import { planSession } from '../../../pipelines/training/choice/choice-training-rows'
import { keepRows, rowsKey } from '../kit/kept-rows'
import { rowFiles } from '../kit/parquet-rows'
import { evaluateInPython, releaseFromPython } from '../kit/python-fit'
import { SIMULATOR } from '../kit/sources'
import type { Job, Metric, Release, Trainer } from '../kit/trainer'
import { CHOICES_FILE, readChoices } from './choice-data'
import { writeFoldLikings, writeSlates } from './choice-feed-rows'
import { TEST_FROM, writeSimulated } from './choice-simulator'

const FOLDS = 5
/** Seeds of repeated folds, fixed in advance; they measure the variation between draws. */
const FOLD_SEEDS = [1, 2]

const PYTHON = 'choice'

export const choiceTrainer: Trainer = {
  model: 'choice',
  files: [CHOICES_FILE],
  columns: [
    { name: 'top1', title: 'top 1', as: 'share' },
    { name: 'top1_sd', title: '± repeats', as: 'share' },
    { name: 'top5', title: 'top 5', as: 'share' },
    { name: 'top5_sd', title: '± repeats', as: 'share' },
    { name: 'log_likelihood', title: 'log-lik.', as: 'number' },
    { name: 'ece', title: 'ECE', as: 'number' },
    { name: 'ece_top', title: 'ECE likeliest', as: 'number' },
    { name: 'ece_top_floor', title: 'if right', as: 'number' },
  ],
  // Rows of one data set are written while Python fits the other.
  evaluate: async (job) => (await Promise.all([judgeReal(job), judgeSimulated(job)])).flat(),
  train,
}

async function judgeReal(job: Job): Promise<readonly Metric[]> {
  const slates = rowFiles(job.folder, 'choice-slates')
  const likings = rowFiles(job.folder, 'choice-likings')
  const split = { folds: FOLDS, seeds: FOLD_SEEDS }
  // Affinities are written last, so complete ones imply complete slates.
  await keepRows(likings, rowsKey(job, [CHOICES_FILE], split), job.say, async () => {
    job.say(`reading ${CHOICES_FILE}`)
    const sessions = (await readChoices(job.data)).map(planSession)
    await writeSlates(slates, sessions, job.row)
    await writeFoldLikings(likings, sessions, split, job.row)
  })
  const flags = { likings: likings.rows, 'likings-schema': likings.schema }
  return evaluateInPython(job, PYTHON, slates, flags)
}

async function judgeSimulated(job: Job): Promise<readonly Metric[]> {
  const flags = { 'test-from': String(TEST_FROM) }
  return evaluateInPython(job, PYTHON, await simulate(job), flags, 'simulate')
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const fitting = { python: PYTHON, sources: { simulator: SIMULATOR }, metrics }
  return releaseFromPython(job, 'choice', await simulate(job), fitting, release)
}

async function simulate(job: Job) {
  const files = rowFiles(job.folder, `choice-simulated-${job.seed}`)
  await keepRows(files, rowsKey(job, [], 'simulated'), job.say, async () => {
    job.say(`simulating sessions into ${files.rows}`)
    await writeSimulated(files, job.seed, job.row)
  })
  return files
}
