/**
 * npm run search -- --data DIR --model fare --seconds 120 [--rows DIR] [--seed N] [--recipe JSON]: a better
 * recipe by Bayesian search on time-forward folds inside the training side. Trials are stored in the
 * folder of --rows, and the next search goes on from them. What it finds is printed, never applied.
 */
import { parseArgs } from 'node:util'
import { openJob } from './training/kit/job'
import { trainersNamed } from './training/trainers'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.DATA_DIR },
    model: { type: 'string' },
    rows: { type: 'string' },
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    recipe: { type: 'string', default: '{}' },
  },
})

const seconds = Number(values.seconds)
if (!(seconds > 0)) throw new Error(`--seconds: must be above 0, is "${values.seconds}"`)
const trainers = trainersNamed(values.model).filter((trainer) => trainer.search)
if (trainers.length === 0) throw new Error(`--model: "${values.model}" has nothing to search`)
const { job, close } = await openJob(values, trainers)
for (const { model, search } of trainers) {
  const found = await search?.(job, seconds / trainers.length)
  console.log(JSON.stringify({ model, found }, undefined, 2))
}
close()
