/**
 * npm run evaluate -- --data DIR [--model fare,outlook] [--seed N] [--json]: the errors of each
 * model's recipe, beside its baselines. Rows stay in --rows DIR when given.
 */
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { openJob } from './training/kit/job'
import { metricTable } from './training/kit/metric-table'
import { trainersNamed } from './training/trainers'

await runCommand(COMMANDS.evaluate, async ({ values }) => {
  const trainers = trainersNamed(values.model)
  const { job, steps, close } = await openJob(values, trainers, trainers.length)
  const models: unknown[] = []
  for (const { model, columns, evaluate } of trainers) {
    const metrics = await steps.run(`evaluating ${model}`, () => evaluate(job))
    models.push({ model, metrics })
    if (!values.json) console.log(`\n${model}\n${metricTable(metrics, columns)}`)
  }
  close()
  if (values.json) console.log(JSON.stringify({ seed: job.seed, models }))
  return 0
})
