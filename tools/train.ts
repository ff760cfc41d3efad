/**
 * npm run train -- --data DIR [--model fare,outlook] [--out DIR] [--seed N] [--metrics FILE] [--json]:
 * replay -> rows -> fit -> ONNX -> parity -> artifact, with the evaluation of the same recipe in its
 * manifest. One seed gives the same model.onnx. --metrics takes the document of
 * `npm run evaluate -- --json` instead of evaluating again.
 *
 * npm run train -- --from-lake DIR --until T [--model M] [--account A]: rows of a lake alone, with a
 * comparison against the champion and the plain rule. Either way a version is written; which version
 * answers is decided apart.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runCommand } from './command/command'
import type { Line } from './command/command-line'
import { COMMANDS } from './command/commands'
import { openJob } from './training/kit/job'
import { metricTable } from './training/kit/metric-table'
import type { Steps } from './training/kit/steps'
import { type Job, Metric, type Trainer } from './training/kit/trainer'
import { lakeTable, trainModels } from './training/lake/lake-command'
import { trainersNamed } from './training/trainers'

type Values = Line<typeof COMMANDS.train.options>['values']

const Evaluated = z.object({
  models: z.array(z.object({ model: z.string(), metrics: z.array(Metric) })),
})
type Evaluated = z.infer<typeof Evaluated>['models']

const SHIPPED = 'models/artifacts'
const LAKE_OUT = '.fareline/models'

await runCommand(COMMANDS.train, async ({ values }) => {
  if (values['from-lake'] !== undefined) return trainLake(values, values['from-lake'])
  const known = values.metrics
    ? Evaluated.parse(JSON.parse(readFileSync(values.metrics, 'utf8'))).models
    : []
  const trainers = trainersNamed(values.model)
  const evaluated = trainers.filter(({ model }) => metricsOf(known, model))
  const { job, steps, close } = await openJob(
    values,
    trainers,
    2 * trainers.length - evaluated.length
  )
  const written = []
  for (const trainer of trainers) {
    const metrics =
      metricsOf(known, trainer.model) ??
      (await steps.run(`evaluating ${trainer.model}`, () => trainer.evaluate(job)))
    written.push(await release(trainer, metrics, values, job, steps))
  }
  close()
  if (values.json) console.log(JSON.stringify({ models: written }))
  return 0
})

async function trainLake(values: Values, lake: string): Promise<number> {
  const trained = await trainModels({
    ...values,
    lake,
    out: values.out ?? LAKE_OUT,
    testDays: values['test-days'],
    createdAt: values['created-at'],
    version: values['model-version'],
  })
  if (values.json) console.log(JSON.stringify({ models: trained }))
  else console.log(lakeTable(trained, Date.now()))
  return trained.every((each) => 'lacks' in each) ? 1 : 0
}

function metricsOf(known: Evaluated, model: string) {
  return known.find((each) => each.model === model)?.metrics
}

async function release(
  { model, columns, train }: Trainer,
  metrics: readonly Metric[],
  values: Values,
  job: Job,
  steps: Steps
) {
  const out = values.out ?? SHIPPED
  const target = {
    artifacts: out,
    golden: values.golden,
    createdAt: values['created-at'] ?? new Date().toISOString(),
    version: values['model-version'],
  }
  const artifact = await steps.run(`training ${model}`, () => train(job, target, metrics))
  const folder = join(out, model, artifact.version)
  const champion = join(out, model, 'champion.json')
  // A first version answers; a later one replaces it by a decision of its own.
  const isFirst = !existsSync(champion)
  if (isFirst) writeFileSync(champion, `${JSON.stringify({ version: artifact.version })}\n`)
  if (!values.json) {
    console.log(`\n${metricTable(metrics, columns)}`)
    console.log(`${folder}/model.onnx, ${artifact.onnx_bytes} bytes`)
    if (!isFirst) console.log(`${champion} is unchanged; name ${artifact.version} there to ship it`)
  }
  return { model, folder, ...artifact, metrics }
}
