/** The splits of the fare model's evaluation, and their runs. */

import { dealSlates } from '../../../pipelines/training/choice/panel-slates'
import type { Split } from '../../../pipelines/training/fare/fare-training-rows'
import { NO_SPLIT } from '../../../pipelines/training/fare/fare-training-rows'
import { randomOffers, timeForward, unseenFlights } from '../../../pipelines/training/fare/split'
import { keepRows, rowsKey } from '../kit/kept-rows'
import { type RowFiles, rowFiles } from '../kit/parquet-rows'
import { evaluateInPython } from '../kit/python-fit'
import type { Job, Metric } from '../kit/trainer'
import {
  readTrainingData,
  TRAINING_SOURCES,
  type TrainingData,
  type TrainingSource,
} from './fare-data'
import { writeTrainingRows } from './fare-rows'

type Plan = { readonly data: string; readonly split: string; make(seed: number): Split }

const TEST_FROM = '2022-07-20'
const TEST_SHARE = 0.2

const EXPEDIA: Plan = {
  data: 'expedia',
  split: `time-forward, test from ${TEST_FROM}`,
  make: () => timeForward(Date.parse(TEST_FROM)),
}
const RANDOM_OFFERS: Plan = {
  data: 'easemytrip',
  split: `random offers, ${TEST_SHARE * 100} %`,
  make: (seed) => randomOffers(TEST_SHARE, seed),
}

type Run = {
  readonly plans: readonly Plan[]
  readonly tested: readonly string[]
  /** A recipe other than the shipped one, with its label. */
  readonly other?: { readonly recipe: string; readonly label: string; readonly data: string }
}

/** One model a run: the table judges one recipe on all data, as shipped. */
const RUNS: readonly Run[] = [
  {
    plans: [
      EXPEDIA,
      {
        data: 'easemytrip',
        split: `unseen flights, ${TEST_SHARE * 100} %`,
        make: (seed) => unseenFlights(TEST_SHARE, seed),
      },
    ],
    tested: ['expedia', 'easemytrip'],
  },
  {
    plans: [EXPEDIA, RANDOM_OFFERS],
    tested: ['easemytrip'],
  },
  // The reference on random offers learns single flights, which takes more than a megabyte.
  {
    plans: [RANDOM_OFFERS],
    tested: ['easemytrip'],
    other: {
      recipe: JSON.stringify({
        experts: { itinerary: { rounds: 400, depth: 10, eta: 0.2, colsample: 0.9 } },
      }),
      label: 'larger model on this data alone, not shipped',
      data: 'easemytrip',
    },
  },
]

/** Number of slates that a scrape of one day is split into; see `dealSlates`. */
const HANDS = 3

export async function evaluateFare(job: Job): Promise<Metric[]> {
  const metrics: Metric[] = []
  for (const [index, run] of RUNS.entries()) {
    metrics.push(...(await evaluateRun(job, run, `evaluate-${index}`)))
  }
  // A run with another recipe would repeat the baselines of its data and split.
  return metrics.filter(
    (metric, at) => metrics.findIndex((other) => metricKey(other) === metricKey(metric)) === at
  )
}

/** Rows of the first split; a search reads its training side. */
export async function searchRows(job: Job): Promise<RowFiles> {
  const [run] = RUNS
  return run ? rowsOfRun(job, run, 'evaluate-0') : rowFiles(job.folder, 'evaluate-0')
}

async function evaluateRun(job: Job, run: Run, name: string): Promise<Metric[]> {
  const { tested, other } = run
  const splits = tested
    .flatMap((data) => planOf(run, data) ?? [])
    .map(({ data, split }) => [data, split])
  const files = await rowsOfRun(job, run, name)
  return evaluateInPython({ ...job, recipe: other?.recipe ?? job.recipe }, 'fare', files, {
    splits: JSON.stringify(Object.fromEntries(splits)),
    label: other?.label ?? 'fare model',
  })
}

function rowsOfRun(job: Job, run: Run, name: string): Promise<RowFiles> {
  const used = TRAINING_SOURCES.filter(({ data }) => !run.other || run.other.data === data)
  const splitOf = (data: string) => planOf(run, data)?.make(job.seed) ?? NO_SPLIT
  return writeRows(
    job,
    used,
    splitOf,
    run.plans.map(({ split }) => split),
    name
  )
}

function planOf({ plans }: Run, data: string): Plan | undefined {
  return plans.find((plan) => plan.data === data)
}

function metricKey({ data, split, model }: Metric): string {
  return `${data}|${split}|${model}`
}

/** Replays the sources, unless the folder has the same rows. */
export async function writeRows(
  job: Job,
  sources: readonly TrainingSource[],
  splitOf: (data: string) => Split,
  splits: readonly string[],
  name: string
): Promise<RowFiles> {
  const files = rowFiles(job.folder, name)
  const sourceFiles = sources.map(({ file }) => file)
  await keepRows(files, rowsKey(job, sourceFiles, splits), job.say, async () => {
    job.say(`replaying ${sourceFiles.join(', ')} into ${files.rows}`)
    const data = await Promise.all(sources.map((source) => readTrainingData(job.data, source)))
    const read = data.map((each) => ({
      data: each.data === 'easemytrip' ? dealt(each, job.seed) : each,
      split: splitOf(each.data),
    }))
    await writeTrainingRows(read, files, job.row)
  })
  return files
}

function dealt(data: TrainingData, seed: number): TrainingData {
  return { ...data, events: dealSlates(data.events, HANDS, seed) }
}
