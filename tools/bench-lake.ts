/**
 * npm run bench:lake [-- --json --events 30000]: searches of ten offers each into a fresh lake, in
 * the order they happened, then compaction of all at once, in the Worker. CPU counts the runtime.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { benchEvents } from './bench/bench-jobs'
import { machine } from './bench/bench-report'
import { childrenCpuMs } from './bench/cpu-time'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { textTable } from './command/text-table'
import { postEvents, type Target, waitUntilSettled } from './server/events-client'
import { freePort } from './server/free-port'
import { SANDBOX_KEY } from './server/local-state'
import { startServer } from './server/server'

const EVENTS_PER_REQUEST = 500
const OFFERS_PER_SEARCH = 10
const BUDGET = 100_000

const Ran = z.object({
  data: z.object({
    milliseconds: z.number(),
    report: z.looseObject({ events: z.number(), rows: z.number(), files: z.number() }),
  }),
})

await runCommand(COMMANDS['bench:lake'], async ({ values }) => {
  const stateDir = await mkdtemp(join(tmpdir(), 'fareline-bench-lake-'))
  const server = await startServer(await freePort(8_920), stateDir)
  try {
    const target = { url: server.url, key: SANDBOX_KEY }
    await send(target, Number(values.events))

    const cpuBefore = childrenCpuMs(server.pid) ?? Number.NaN
    const response = await fetch(new URL('/v1/jobs/compact-lake:run', server.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${SANDBOX_KEY}` },
    })
    const { milliseconds, report } = Ran.parse(await response.json()).data
    const offers = report.events * OFFERS_PER_SEARCH
    const figures = {
      events: report.events,
      rows: report.rows,
      files: report.files,
      seconds: milliseconds / 1_000,
      offersPerSecond: Math.round((offers * 1_000) / milliseconds),
      cpuMicrosPerOffer: (((childrenCpuMs(server.pid) ?? Number.NaN) - cpuBefore) * 1_000) / offers,
      budget: BUDGET,
    }
    if (values.json) console.log(JSON.stringify({ ...machine(), figures }))
    else console.log(textTable(['what', 'figure'], Object.entries(figures)))
  } finally {
    await server.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
  return 0
})

async function send(target: Target, count: number): Promise<void> {
  const now = Date.now()
  // Every line begins with its timestamp, so this sorts by time.
  const events = benchEvents(count, `${now}`, now).flat().sort()
  const receipts: string[] = []
  for (let first = 0; first < events.length; first += EVENTS_PER_REQUEST) {
    const lines = events.slice(first, first + EVENTS_PER_REQUEST)
    const { receipt_id } = await postEvents(target, lines, `bench-${now}-${first}`)
    receipts.push(receipt_id)
  }
  for (const receipt of receipts) await waitUntilSettled(target, receipt)
}
