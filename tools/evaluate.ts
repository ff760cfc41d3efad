/**
 * npm run evaluate -- --data DIR [--model fare,outlook] [--seed N] [--json]: how wrong each model's
 * recipe is, beside its baselines. Rows stay in --rows DIR when given.
 */
import { parseArgs } from 'node:util'
import { openJob } from './training/kit/job'
import { metricTable } from './training/kit/metric-table'
import { trainersNamed } from './training/trainers'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.DATA_DIR },
    model: { type: 'string' },
    rows: { type: 'string' },
    seed: { type: 'string', default: '1' },
    recipe: { type: 'string', default: '{}' },
    json: { type: 'boolean', default: false },
  },
})

const trainers = trainersNamed(values.model)
const { job, close } = await openJob(values, trainers)
const models: unknown[] = []
for (const { model, columns, evaluate } of trainers) {
  const metrics = await evaluate(job)
  models.push({ model, metrics })
  if (!values.json) console.log(`\n${model}\n${metricTable(metrics, columns)}`)
}
close()
if (values.json) console.log(JSON.stringify({ seed: job.seed, models }))
