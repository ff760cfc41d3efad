/**
 * npm run simulate-faults -- --seed S --runs N [--json]: the product's own consumers and jobs over
 * fakes with the platform's limits, by seeded faults; see test/faults/.
 */
import { parseArgs } from 'node:util'
import { command } from './command/command'
import { type RunResult, runSeeds } from './simulate/fault-seeds'

const HELP = `npm run simulate-faults -- [--seed S] [--runs N] [--threads T] [--json]

Drives receiving, consuming, dead letters, compaction, settling, erasure and expiry over fakes of
R2, D1, Queues, KV and Durable Objects that fail by a plan drawn from the seed: outages, lost answers,
isolates that end at any await, duplicates, evictions, torn objects. Afterwards checks that every
acknowledged event is in raw once and counted once, that curated equals raw, that receipts add up, and that
erased users stay erased.

  --seed S     first seed (1)
  --runs N     seeds to run, one after another (100)
  --threads T  worker threads (2)
  --shrink K   runs that may be spent on the shortest trace of the first failing seed (60)
  --json       one JSON document in place of the table

A seed fails the same way each time: --seed 17 --runs 1 replays it. Exit code 1 when one fails.`

await command(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '100' },
      threads: { type: 'string', default: '2' },
      shrink: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  const results = await runSeeds({
    first: whole('--seed', values.seed, 0),
    runs: whole('--runs', values.runs, 1),
    threads: whole('--threads', values.threads, 1),
    shrinkRuns: whole('--shrink', values.shrink, 0),
    onProgress: (done, of) => {
      if (!values.json && process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} runs`)
    },
  })
  const failing = results.runs.filter(({ violations }) => violations.length > 0)
  if (values.json) console.log(JSON.stringify({ ...totals(results.runs), ...results, failing }))
  else print(results.runs, failing, results.seconds)
  return failing.length === 0 ? 0 : 1
})

function totals(runs: readonly RunResult[]) {
  const sum = (of: (run: RunResult) => number) => runs.reduce((n, run) => n + of(run), 0)
  return {
    acknowledged: sum(({ acknowledged }) => acknowledged),
    faults: sum(({ faults }) => faults),
    steps: sum(({ steps }) => steps),
    simulated_hours: Math.round(sum(({ hours }) => hours)),
  }
}

function print(runs: readonly RunResult[], failing: readonly RunResult[], seconds: number): void {
  for (const { seed, violations, shortest } of failing) {
    console.log(`seed ${seed} fails:`)
    for (const violation of violations.slice(0, 10)) console.log(`  ${violation}`)
    if (violations.length > 10) console.log(`  and ${violations.length - 10} more`)
    if (!shortest) continue
    console.log('shortest plan that fails:')
    for (const part of [...shortest.actions, ...shortest.faults])
      console.log(`  ${JSON.stringify(part)}`)
    console.log('its trace:')
    for (const line of shortest.trace) console.log(`  ${line}`)
  }
  const { acknowledged, faults, steps, simulated_hours: hours } = totals(runs)
  console.log(
    `${runs.length} runs, ${failing.length} failing: ${acknowledged} events acknowledged, ` +
      `${faults} faults planned, ${steps} steps, ${hours} simulated hours, ${seconds.toFixed(1)} s`
  )
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`${name} must be a whole number from ${least}, is "${text}"`)
}
