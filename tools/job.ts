/**
 * npm run job -- NAME [--at RFC3339] runs a job now, repeatedly until nothing is left to do;
 * backfill NAME --from DAY --to DAY does the days that are missing; fire --from RFC3339 --to RFC3339
 * fires every cron that is due in that time on a moving clock. On the server that runs on --state, or
 * on one started for it, or on --url.
 */
import { resolve } from 'node:path'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { Misuse } from './command/misuse'
import { progressBar } from './command/progress'
import { textTable } from './command/text-table'
import { duesBetween, fireJobs, scheduledJobs } from './jobs/fire-jobs'
import type { Target } from './server/events-client'
import { freePort } from './server/free-port'
import { type JobTotal, runJob } from './server/job-client'
import { sliceLine } from './server/job-progress'
import { runningServer } from './server/running-server'
import { startServer } from './server/server'

type Given = {
  readonly at?: string
  readonly from?: string
  readonly to?: string
  readonly json: boolean
}

await runCommand(COMMANDS.job, async ({ values, positionals }) => {
  const [first = '', second] = positionals
  const work = workOf(first, second, values)
  const stateDir = resolve(values.state)
  const url = values.url ?? runningServer(stateDir)
  const server = url === undefined ? await startServer(await freePort(8_790), stateDir) : undefined
  try {
    return await work({ url: url ?? server?.url ?? '', key: values.key })
  } finally {
    await server?.stop()
  }
})

/** Arguments are judged before a server starts. */
function workOf(
  first: string,
  second: string | undefined,
  values: Given
): (target: Target) => Promise<number> {
  const showSlice = (total: JobTotal) => console.error(sliceLine(total))
  if (first === 'fire') {
    const [from, to] = [instant(values.from, '--from'), instant(values.to, '--to')]
    return (target) => fire(target, from, to, values.json)
  }
  if (first === 'backfill') {
    if (second === undefined) throw new Misuse('backfill needs the NAME of a job')
    const days = { from: day(values.from, '--from'), to: day(values.to, '--to') }
    return async (target) =>
      printRan(await runJob(target, second, values.at, showSlice, days), values.json)
  }
  if (second !== undefined) throw new Misuse(`${second}: one job at a time`)
  return async (target) => printRan(await runJob(target, first, values.at, showSlice), values.json)
}

function printRan(ran: JobTotal, json: boolean): number {
  const { report, ...about } = ran
  if (json) console.log(JSON.stringify(ran))
  else console.log(textTable(['what', 'value'], Object.entries({ ...about, ...report })))
  return ran.report.failed ? 1 : 0
}

async function fire(target: Target, from: number, to: number, json: boolean): Promise<number> {
  const dues = duesBetween(await scheduledJobs(target), from, to)
  const progress = progressBar('Firing crons', dues.length)
  const fired = await fireJobs(target, dues, (done) => progress.at(done))
  progress.end()
  if (json) {
    console.log(JSON.stringify({ from, to, instants: dues.length, jobs: fired }))
    return 0
  }
  const rows = fired.map(({ job, runs, milliseconds, report }) => {
    const counts = Object.entries(report).filter(([, value]) => typeof value === 'number' && value)
    return [job, runs, milliseconds, counts.map(([name, value]) => `${name} ${value}`).join(', ')]
  })
  console.log(textTable(['job', 'runs', 'ms', 'counts'], rows))
  return 0
}

function instant(text: string | undefined, option: string): number {
  const at = Date.parse(text ?? '')
  if (Number.isNaN(at))
    throw new Misuse(`${option}: must be an instant, such as 2026-11-01T00:00:00Z`)
  return at
}

function day(text: string | undefined, option: string): string {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) {
    throw new Misuse(`${option}: must be a day, such as 2026-11-01`)
  }
  return text
}
