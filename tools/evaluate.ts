/**
 * npm run evaluate -- --data DIR [--seed N] [--json]: how wrong the fare model's recipe is on real
 * data, beside its baselines. Rows stay in --rows DIR when given.
 */
import { parseArgs } from 'node:util'
import { evaluate } from './evaluation'
import { metricTable } from './metric-table'
import { openJob } from './training-job'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.DATA_DIR },
    rows: { type: 'string' },
    seed: { type: 'string', default: '1' },
    recipe: { type: 'string', default: '{}' },
    json: { type: 'boolean', default: false },
  },
})

const { job, progress, close } = await openJob(values)
const metrics = await evaluate(job, progress)
close()
console.log(values.json ? JSON.stringify({ seed: job.seed, metrics }) : metricTable(metrics))
