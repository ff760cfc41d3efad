/**
 * npm run intervals -- [--markets 8] [--learn 25] [--days 20] [--seed 1] [--json]: simulated markets
 * through a served instance under a moving clock. Each day's searches are posted and every searched
 * trip is a question; at the end the coverage of predicted intervals is printed from the server's own
 * /v1/accuracy, by market, cabin and kind of trip.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY_MS } from '../models/airline/calendar'
import { type GroupCoverage, groupCoverage, groupTable } from './accuracy/group-coverage'
import { accuracyAt, answersAt, countAt } from './accuracy/moving-clock'
import { busyMarkets, simulatedDays } from './accuracy/simulated-days'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { progressBar } from './command/progress'
import type { Target } from './server/events-client'
import { freePort } from './server/free-port'
import { runJob } from './server/job-client'
import { SANDBOX_KEY } from './server/local-state'
import { startServer } from './server/server'

const FROM = '2026-06-01'

await runCommand(COMMANDS.intervals, async ({ values }) => {
  const [seed, learn] = [Number(values.seed), Number(values.learn)]
  const days = learn + Number(values.days)
  const markets = busyMarkets(seed, Number(values.markets))
  const stateDir = await mkdtemp(join(tmpdir(), 'fareline-intervals-'))
  const server = await startServer(await freePort(8_860), stateDir)
  try {
    const target = { url: server.url, key: SANDBOX_KEY }
    const end = await walk(target, simulatedDays(seed, markets, { from: FROM, days }), learn, days)
    const groups: GroupCoverage[] = []
    for (const { market } of markets) {
      groups.push(...groupCoverage(market, await accuracyAt(target, end, `market:${market}`)))
    }
    groups.push(...groupCoverage('all', await accuracyAt(target, end)))
    console.log(values.json ? JSON.stringify({ seed, groups }) : groupTable(groups))
  } finally {
    await server.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
  return 0
})

/** Sends no question on the first days, while markets are learned. Returns the clock of its end. */
async function walk(
  target: Target,
  walked: ReturnType<typeof simulatedDays>,
  learn: number,
  days: number
): Promise<number> {
  const progress = progressBar('days', days)
  let done = 0
  let clock = 0
  for (const day of walked) {
    clock = day.clock
    await countAt(target, day.lines, clock)
    if (done >= learn) {
      await answersAt(target, day.trips, clock)
      await runJob(target, 'settle-decisions', new Date(clock).toISOString())
    }
    done += 1
    progress.at(done)
  }
  progress.end()
  // Claims are settled within three days of their own.
  clock += 4 * DAY_MS
  await runJob(target, 'settle-decisions', new Date(clock).toISOString())
  return clock
}
