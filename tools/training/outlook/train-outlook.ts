/**
 * The outlook model's trainer: fare panels replayed through the features, fitted in Python, advice
 * scored in TypeScript. The shipped model is trained on simulated markets and ARN-FRA; the low-cost
 * panel is evaluation only.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { simulatedPanel } from '../../../pipelines/training/outlook/simulated-panel'
import { keepRows, rowsKey } from '../kit/kept-rows'
import { ARN_FRA, readPanel, WIZZ } from '../kit/panels'
import { rowFiles } from '../kit/parquet-rows'
import { evaluateInPython, releaseFromPython, searchInPython } from '../kit/python-fit'
import type { FareFile } from '../kit/read-searches'
import { SIMULATOR, sourceOf } from '../kit/sources'
import type { Job, Metric, Release, Trainer } from '../kit/trainer'
import { adviceMetrics } from './outlook-advice-figures'
import { type OutlookSource, writeOutlookRows } from './outlook-panel-rows'

const TEST_FROM = '2016-02-20'

export const outlookTrainer: Trainer = {
  model: 'outlook',
  files: [WIZZ.file, ARN_FRA.file],
  columns: [
    { name: 'mape', title: 'MAPE', as: 'share' },
    { name: 'below_last', title: 'below last price', as: 'share' },
    { name: 'below_last_0_7', title: '0-7 days out', as: 'share' },
    { name: 'below_last_8_14', title: '8-14', as: 'share' },
    { name: 'below_last_15_30', title: '15-30', as: 'share' },
    { name: 'below_last_31_60', title: '31-60', as: 'share' },
    { name: 'below_last_61_120', title: '61-120', as: 'share' },
    { name: 'coverage80', title: 'cover 80', as: 'share' },
    { name: 'coverage80_raw', title: 'uncalibrated', as: 'share' },
    { name: 'coverage80_least', title: 'least group', as: 'share' },
    { name: 'coverage80_most', title: 'most group', as: 'share' },
    { name: 'pinball', title: 'pinball', as: 'number' },
    { name: 'drop_share', title: 'drops >= 10 %', as: 'share' },
    { name: 'drop_precision', title: 'precision at 20 %', as: 'share' },
    { name: 'drop_auc', title: 'AUC', as: 'number' },
    { name: 'clairvoyant_share', title: 'of clairvoyant', as: 'share' },
    { name: 'saving', title: 'saving', as: 'share' },
    { name: 'regret', title: 'regret', as: 'share' },
    { name: 'bought_days_out', title: 'bought days out', as: 'amount' },
    { name: 'bought_at_end', title: 'at the end', as: 'share' },
    { name: 'confident_least', title: 'worst tenth > 0.6', as: 'share' },
    { name: 'censored', title: 'censored', as: 'amount' },
  ],
  evaluate,
  train,
  search,
}

async function evaluate(job: Job): Promise<readonly Metric[]> {
  const files = await writeRows(job)
  const advice = join(job.folder, 'outlook-advice')
  mkdirSync(advice, { recursive: true })
  const flags = { 'test-from': TEST_FROM, advice }
  const forecasts = await evaluateInPython(job, 'outlook', files, flags)
  const scored = [
    { file: 'wizz', model: 'advice', split: `time-forward, test from ${TEST_FROM}` },
    { file: 'arn_fra', model: 'advice', split: 'transfer from wizz' },
    {
      file: 'shipped',
      model: 'advice as shipped',
      split: 'transfer from simulator and arn_fra',
    },
  ]
  const advised: Metric[] = []
  for (const { file, model, split } of scored) {
    const train_rows = forecasts.find((metric) => metric.split.startsWith(split))?.train_rows ?? 0
    advised.push(
      ...(await adviceMetrics(join(advice, `${file}.ndjson`), { model, split, train_rows }))
    )
  }
  return [...forecasts, ...advised]
}

async function train(job: Job, release: Release, metrics: readonly Metric[]) {
  const sources = { simulator: SIMULATOR, arn_fra: sourceOf(ARN_FRA) }
  const fitting = { python: 'outlook', sources, metrics }
  return releaseFromPython(job, 'outlook', await writeRows(job), fitting, release)
}

async function search(job: Job, seconds: number) {
  const flags = { 'test-from': TEST_FROM }
  return searchInPython(job, 'outlook', await writeRows(job), seconds, flags)
}

/** Training reads the rows whose licences allow it; evaluation reads more. */
async function writeRows(job: Job) {
  const files = rowFiles(job.folder, 'outlook')
  const key = rowsKey(job, [WIZZ.file, ARN_FRA.file], 'outlook')
  await keepRows(files, key, job.say, async () => {
    const sources: OutlookSource[] = [
      { data: 'simulator', events: () => simulatedPanel(job.seed) },
      await panel(job, ARN_FRA),
      await panel(job, WIZZ),
    ]
    job.say(`replaying ${sources.map(({ data }) => data).join(', ')} into ${files.rows}`)
    await writeOutlookRows(sources, files, job.row)
  })
  return files
}

async function panel({ data, say }: Job, source: FareFile): Promise<OutlookSource> {
  say(`reading ${source.file}`)
  const events = await readPanel(data, source)
  return { data: source.data, events: () => events }
}
