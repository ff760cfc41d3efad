/** Which splits a recipe is judged on, and the run that judges it. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Split } from '../pipelines/training/rows'
import { NO_SPLIT } from '../pipelines/training/rows'
import { dealSlates } from '../pipelines/training/slates'
import { randomOffers, timeForward, unseenFlights } from '../pipelines/training/split'
import { runPython } from './python'
import type { TrainingData } from './training-data'
import { writeTrainingRows } from './training-rows'

export const Metric = z.object({
  data: z.string(),
  split: z.string(),
  rows: z.number(),
  train_rows: z.number(),
  model: z.string(),
  values: z.record(z.string(), z.number()),
})
export type Metric = z.infer<typeof Metric>

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
  /** Another recipe than the one that ships, and what to call it. */
  readonly other?: { readonly recipe: string; readonly label: string; readonly data: string }
}

/** One model a run, so that what a table judges is one recipe on all data, as it ships. */
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
  // The reference on random offers remembers single flights, which takes more than a megabyte.
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

/** Slates a scrape of one day is dealt into; see `dealSlates`. */
const HANDS = 3

export type Progress = { say(text: string): void; row(): void }
export type Job = {
  readonly data: readonly TrainingData[]
  readonly folder: string
  readonly seed: number
  /** Fields of the Python Recipe to change, JSON. */
  readonly recipe: string
}

export async function evaluate(job: Job, progress: Progress): Promise<Metric[]> {
  const metrics: Metric[] = []
  for (const [index, run] of RUNS.entries()) {
    const data = job.data.filter((each) => !run.other || run.other.data === each.data)
    metrics.push(...(await evaluateRun({ ...job, data }, run, `evaluate-${index}`, progress)))
  }
  // A run with another recipe would repeat the baselines of its data and split.
  return metrics.filter(
    (metric, at) => metrics.findIndex((other) => keyOf(other) === keyOf(metric)) === at
  )
}

async function evaluateRun(
  job: Job,
  { plans, tested, other }: Run,
  name: string,
  progress: Progress
): Promise<Metric[]> {
  const planOf = (data: string) => plans.find((plan) => plan.data === data)
  const splits = tested
    .flatMap((data) => planOf(data) ?? [])
    .map(({ data, split }) => [data, split])
  const files = filesIn(job.folder, name)
  progress.say(`replaying ${job.data.map(({ data }) => data).join(', ')} into ${files.rows}`)
  await writeRows(job, (data) => planOf(data)?.make(job.seed) ?? NO_SPLIT, files, progress)
  const answer = await runPython(
    'fare_training',
    [
      ...['evaluate', '--rows', files.rows, '--schema', files.schema],
      ...['--seed', String(job.seed), '--recipe', other?.recipe ?? job.recipe],
      ...['--splits', JSON.stringify(Object.fromEntries(splits))],
      ...['--label', other?.label ?? 'fare model'],
    ],
    progress.say
  )
  return z.array(Metric).parse(JSON.parse(answer))
}

function keyOf({ data, split, model }: Metric): string {
  return `${data}|${split}|${model}`
}

export function filesIn(folder: string, name: string) {
  return { rows: join(folder, `${name}.parquet`), schema: join(folder, `${name}.schema.json`) }
}

export async function writeRows(
  job: Job,
  splitOf: (data: string) => Split,
  files: ReturnType<typeof filesIn>,
  progress: Progress
): Promise<void> {
  const sources = job.data.map((data) => ({
    data: data.data === 'easemytrip' ? dealt(data, job.seed) : data,
    split: splitOf(data.data),
  }))
  await writeTrainingRows(sources, files, progress.row)
}

function dealt(data: TrainingData, seed: number): TrainingData {
  return { ...data, events: dealSlates(data.events, HANDS, seed) }
}
