/**
 * npm run cost -- --searches 10e6 [--per-post 1 --markets 20000]: what a month on Cloudflare costs at
 * a daily load, from a measured run on local workerd and the price list in tools/cost/price-list.json.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY_MS } from '../models/airline/calendar'
import { machine } from './bench/bench-report'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { billOf, readPriceList } from './cost/bill'
import { type Assumptions, costReport, perEventOf } from './cost/cost-report'
import { type CostRun, runCost } from './cost/cost-run'
import { monthOf } from './cost/month'
import { countingSettings } from './counting/counting'
import { writeSection } from './generate/generated'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { startServer } from './server/server'

await runCommand(COMMANDS.cost, async ({ values }) => {
  if (values.json && values.docs) throw new Misuse('--docs writes the table; leave --json out')
  const given: Assumptions = {
    searchesPerDay: Number(values.searches),
    answers: Number(values.answers),
    perPost: Number(values['per-post']),
    offers: Number(values.offers),
    markets: Number(values.markets),
    isolates: Number(values.isolates),
    objectMs: Number(values['object-ms']),
    logSampling: await logSampling(),
  }
  const run = await measured(given, Number(values.seconds), Number(values['most-per-second']))
  const prices = readPriceList()
  const usage = monthOf(run, given.searchesPerDay, given.objectMs)
  const bill = billOf(usage, prices, given.logSampling)
  const table = costReport(bill, prices, given, run)
  if (values.json) {
    const { lines, totalUsd } = bill
    const { events, seconds } = run
    const measurement = { events, seconds, per_event: perEventOf(run) }
    console.log(
      JSON.stringify({
        ...machine(),
        assumptions: given,
        measurement,
        usage,
        lines,
        total_usd: totalUsd,
      })
    )
  } else console.log(table)
  if (values.docs) {
    const { date, machine: on } = machine()
    const text = `\`\`\`text\n${on}, ${date}\n${table}\n\`\`\``
    await writeSection('docs/performance.md', `cost-${given.perPost}`, text)
  }
  return 0
})

async function measured(given: Assumptions, seconds: number, most: number): Promise<CostRun> {
  const stateDir = await mkdtemp(join(tmpdir(), 'fareline-cost-'))
  const counting = countingSettings({ environment: 'production', isolates: given.isolates })
  // One machine takes the load of a deployment: nothing may be shed, as it would be sent again.
  const settings = { ...counting, REQUESTS_PER_MINUTE: '6000000', MOST_IN_FLIGHT: '10000' }
  const server = await startServer(await freePort(8_960), stateDir, undefined, settings)
  try {
    const target = { url: server.url, key: SANDBOX_KEY }
    const searchesPerSecond = Math.min(given.searchesPerDay / (DAY_MS / 1_000), most)
    return await runCost(server, target, { ...given, searchesPerSecond, seconds })
  } finally {
    await server.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}

/** As production keeps them. */
async function logSampling(): Promise<number> {
  const text = await readFile(join(import.meta.dirname, '../wrangler.toml'), 'utf8')
  return Number(/^head_sampling_rate = ([\d.]+)$/m.exec(text)?.[1] ?? 1)
}
