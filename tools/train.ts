/**
 * npm run train -- --data DIR [--model fare,outlook] [--out DIR] [--seed N] [--metrics FILE] [--json]:
 * replay -> rows -> fit -> ONNX -> parity -> artifact, with the evaluation of the same recipe in its
 * manifest. One seed gives the same model.onnx. --metrics takes the document of
 * `npm run evaluate -- --json` instead of evaluating again.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openJob } from './training/kit/job'
import { metricTable } from './training/kit/metric-table'
import { Metric, type Trainer } from './training/kit/trainer'
import { trainersNamed } from './training/trainers'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.DATA_DIR },
    model: { type: 'string' },
    out: { type: 'string', default: 'models/artifacts' },
    golden: { type: 'string', default: 'test/golden' },
    rows: { type: 'string' },
    seed: { type: 'string', default: '1' },
    recipe: { type: 'string', default: '{}' },
    metrics: { type: 'string' },
    'created-at': { type: 'string', default: new Date().toISOString() },
    'model-version': { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})

const Evaluated = z.object({
  models: z.array(z.object({ model: z.string(), metrics: z.array(Metric) })),
})

const known = values.metrics
  ? Evaluated.parse(JSON.parse(readFileSync(values.metrics, 'utf8'))).models
  : []
const trainers = trainersNamed(values.model)
const { job, close } = await openJob(values, trainers)
const written = []
for (const trainer of trainers) written.push(await release(trainer))
close()
if (values.json) console.log(JSON.stringify({ models: written }))

async function release({ model, columns, evaluate, train }: Trainer) {
  const metrics = known.find((each) => each.model === model)?.metrics ?? (await evaluate(job))
  const target = {
    artifacts: values.out,
    golden: values.golden,
    createdAt: values['created-at'],
    version: values['model-version'],
  }
  const artifact = await train(job, target, metrics)
  const folder = join(values.out, model, artifact.version)
  const champion = join(values.out, model, 'champion.json')
  writeFileSync(champion, `${JSON.stringify({ version: artifact.version })}\n`)
  if (!values.json) {
    console.log(`\n${metricTable(metrics, columns)}`)
    console.log(`${folder}/model.onnx, ${artifact.onnx_bytes} bytes`)
  }
  return { model, folder, ...artifact, metrics }
}
