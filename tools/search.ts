/**
 * npm run search -- --data DIR --model fare --seconds 120 [--rows DIR] [--seed N] [--recipe JSON]:
 * a better recipe by Bayesian search on time-forward folds inside the training side. Trials are
 * stored in the folder of --rows, and the next search continues from them. The best recipe is
 * printed, never applied.
 */
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { openJob } from './training/kit/job'
import { trainersNamed } from './training/trainers'

await runCommand(COMMANDS.search, async ({ values }) => {
  const seconds = Number(values.seconds)
  const trainers = trainersNamed(values.model).filter((trainer) => trainer.search)
  if (trainers.length === 0) {
    throw new Misuse(`--model: ${values.model} has no search; leave --model out to search all`)
  }
  const { job, steps, close } = await openJob(values, trainers, trainers.length)
  for (const { model, search } of trainers) {
    const found = await steps.run(`searching ${model}`, async () =>
      search?.(job, seconds / trainers.length)
    )
    console.log(JSON.stringify({ model, found }, undefined, 2))
  }
  close()
  return 0
})
