/** The choice model's trainer: judged on real sessions and later simulated ones, shipped from the simulator. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Manifest } from '../../models/artifact'
import { planSession } from '../../pipelines/training/choice-rows'
import { runPython } from '../python'
import { CHOICES_FILE, readChoices } from './choice-data'
import { writeFoldLikings, writeSlates } from './choice-rows'
import { TEST_FROM, writeSimulated } from './choice-simulator'
import { keepRows, rowsKey } from './kept-rows'
import { rowFiles } from './parquet-rows'
import { type Job, Metric, type Release, type Trainer } from './trainer'

const FOLDS = 5
/** Folds drawn anew, fixed before any was looked at: how much a figure owes to the draw. */
const FOLD_SEEDS = [1, 2]

const PYTHON = 'fareline_training.choice'
const Answer = z.object({ version: z.string(), onnx_sha256: z.string(), onnx_bytes: z.number() })

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
  // While Python fits the one, the other's rows are written.
  evaluate: async (job) => (await Promise.all([judgeReal(job), judgeSimulated(job)])).flat(),
  train,
}

async function judgeReal(job: Job): Promise<readonly Metric[]> {
  const slates = rowFiles(job.folder, 'choice-slates')
  const likings = rowFiles(job.folder, 'choice-likings')
  const split = { folds: FOLDS, seeds: FOLD_SEEDS }
  // Likings are written last, so whole ones mean whole slates.
  await keepRows(likings, rowsKey(job, [CHOICES_FILE], split), job.say, async () => {
    job.say(`reading ${CHOICES_FILE}`)
    const sessions = (await readChoices(job.data)).map(planSession)
    await writeSlates(slates, sessions, job.row)
    await writeFoldLikings(likings, sessions, split, job.row)
  })
  const answer = await runPython(
    PYTHON,
    [
      ...['evaluate', '--rows', slates.rows, '--schema', slates.schema],
      ...['--likings', likings.rows, '--likings-schema', likings.schema],
      ...['--seed', String(job.seed), '--recipe', job.recipe],
    ],
    job.say
  )
  return z.array(Metric).parse(JSON.parse(answer))
}

async function judgeSimulated(job: Job): Promise<readonly Metric[]> {
  const files = await simulate(job)
  const answer = await runPython(
    PYTHON,
    [
      ...['simulate', '--rows', files.rows, '--schema', files.schema],
      ...['--test-from', String(TEST_FROM), '--seed', String(job.seed), '--recipe', job.recipe],
    ],
    job.say
  )
  return z.array(Metric).parse(JSON.parse(answer))
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const files = await simulate(job)
  const metricsFile = join(job.folder, 'choice-metrics.json')
  writeFileSync(metricsFile, JSON.stringify(metrics))
  const out = join(release.artifacts, 'choice')
  const answer = await runPython(
    PYTHON,
    [
      ...['train', '--rows', files.rows, '--schema', files.schema, '--metrics', metricsFile],
      ...['--seed', String(job.seed), '--recipe', job.recipe, '--out', out],
      ...['--created-at', release.createdAt, '--model-version', release.version],
      ...['--sources', JSON.stringify(SOURCES)],
    ],
    job.say
  )
  const written = Answer.parse(JSON.parse(answer))
  Manifest.parse(JSON.parse(readFileSync(join(out, written.version, 'manifest.json'), 'utf8')))
  return written
}

const SOURCES = {
  simulator: { name: 'Market simulator (pipelines/simulator)', licence: 'our own' },
}

async function simulate(job: Job) {
  const files = rowFiles(job.folder, `choice-simulated-${job.seed}`)
  await keepRows(files, rowsKey(job, [], 'simulated'), job.say, async () => {
    job.say(`simulating sessions into ${files.rows}`)
    await writeSimulated(files, job.seed, job.row)
  })
  return files
}
