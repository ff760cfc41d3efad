/**
 * npm run train -- --data DIR [--model fare,outlook] [--out DIR] [--seed N] [--metrics FILE] [--json]:
 * replay -> rows -> fit -> ONNX -> parity -> artifact, with the evaluation of the same recipe in its
 * manifest. One seed gives the same model.onnx. --metrics takes the document of
 * `npm run evaluate -- --json` instead of evaluating again.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { runCommand } from './command/command'
import type { Line } from './command/command-line'
import { COMMANDS } from './command/commands'
import { openJob } from './training/kit/job'
import { metricTable } from './training/kit/metric-table'
import type { Steps } from './training/kit/steps'
import { type Job, Metric, type Trainer } from './training/kit/trainer'
import { trainersNamed } from './training/trainers'

type Values = Line<typeof COMMANDS.train.options>['values']

const Evaluated = z.object({
  models: z.array(z.object({ model: z.string(), metrics: z.array(Metric) })),
})
type Evaluated = z.infer<typeof Evaluated>['models']

await runCommand(COMMANDS.train, async ({ values }) => {
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
  const target = {
    artifacts: values.out,
    golden: values.golden,
    createdAt: values['created-at'] ?? new Date().toISOString(),
    version: values['model-version'],
  }
  const artifact = await steps.run(`training ${model}`, () => train(job, target, metrics))
  const folder = join(values.out, model, artifact.version)
  const champion = join(values.out, model, 'champion.json')
  writeFileSync(champion, `${JSON.stringify({ version: artifact.version })}\n`)
  if (!values.json) {
    console.log(`\n${metricTable(metrics, columns)}`)
    console.log(`${folder}/model.onnx, ${artifact.onnx_bytes} bytes`)
  }
  return { model, folder, ...artifact, metrics }
}
