/**
 * npm run estimate-policy -- LOG [--action NAME --reward NAME --propensity NAME --json]: reward of a policy
 * that shows every action equally often, from the log of another one with its propensities.
 */
import { roundsOf, uniformShares } from '../pipelines/experiments/logged-choices'
import { type Estimate, estimatePolicy } from '../pipelines/experiments/off-policy'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import { readChoices } from './policy/read-choices'

await runCommand(COMMANDS['estimate-policy'], async ({ values, positionals: [file = ''] }) => {
  const choices = await readChoices(file, values)
  const estimates = estimatePolicy(roundsOf(choices, uniformShares(choices)))
  if (typeof estimates === 'string') {
    console.error(estimates)
    return 1
  }
  const { rounds, effectiveRounds, ipw, snipw, dr } = estimates
  if (values.json) {
    console.log(JSON.stringify(estimates))
    return 0
  }
  const row = (name: string, { value, low, high }: Estimate) => [
    name,
    ...[value, low, high].map(text),
  ]
  console.log(
    textTable(
      ['estimator', 'reward', 'low', 'high'],
      [row('IPW', ipw), row('SNIPW', snipw), row('doubly robust', dr)]
    )
  )
  console.log(`\n${rounds} rounds, as good as ${Math.floor(effectiveRounds)} of the policy itself`)
  return 0
})

function text(value: number): string {
  return value.toFixed(5)
}
