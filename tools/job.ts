/**
 * npm run job -- NAME [--at RFC3339] [--state DIR | --url URL --key KEY] [--json]: runs a job now,
 * again and again until nothing is left to do. Through the server that runs on the state, or one
 * started for it.
 */
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { command } from './command'
import type { Target } from './events-client'
import { freePort } from './free-port'
import { SANDBOX_KEY } from './local-state'
import { runningServer } from './running-server'
import { startServer } from './server'
import { textTable } from './text-table'

/** Another run's lease ends by then, even when that run died. */
const BUSY_WAITS = 40
const BUSY_WAIT_MS = 2_000

const Report = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
type Report = z.infer<typeof Report>
const Ran = z.object({
  data: z.object({ job: z.string(), at: z.string(), milliseconds: z.number(), report: Report }),
})
const Problem = z.object({ detail: z.string() })

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      at: { type: 'string' },
      state: { type: 'string', default: '.fareline' },
      url: { type: 'string' },
      key: { type: 'string', default: SANDBOX_KEY },
      json: { type: 'boolean', default: false },
    },
  })
  const [name] = positionals
  if (name === undefined) throw new Error('Name a job: npm run job -- compact-lake')
  const stateDir = resolve(values.state)
  const url = values.url ?? runningServer(stateDir)
  const server = url === undefined ? await startServer(await freePort(8_790), stateDir) : undefined
  try {
    const target = { url: url ?? server?.url ?? '', key: values.key }
    const ran = await runJob(target, name, values.at)
    if (values.json) console.log(JSON.stringify(ran))
    else {
      const { report, ...about } = ran
      const rows = Object.entries({ ...about, ...report })
      console.log(textTable(['what', 'value'], rows))
    }
    return ran.report.failed ? 1 : 0
  } finally {
    await server?.stop()
  }
})

async function runJob(target: Target, name: string, at: string | undefined) {
  let total = { job: name, at: '', milliseconds: 0, runs: 0, report: {} as Report }
  for (let waits = 0; ; ) {
    const ran = await runOnce(target, name, at)
    if (ran.report.busy) {
      if (waits === BUSY_WAITS) throw new Error(`${name} is busy elsewhere; try again later`)
      waits += 1
      await sleep(BUSY_WAIT_MS)
      continue
    }
    total = {
      ...total,
      at: ran.at,
      milliseconds: total.milliseconds + ran.milliseconds,
      runs: total.runs + 1,
      report: added(total.report, ran.report),
    }
    if (!ran.report.more) return total
  }
}

/** Numbers add up over runs; of the rest the last holds. */
function added(sum: Report, more: Report): Report {
  const entries = Object.entries(more).map(([name, value]) => {
    const before = sum[name]
    return [name, typeof value === 'number' && typeof before === 'number' ? before + value : value]
  })
  return Report.parse(Object.fromEntries(entries))
}

async function runOnce({ url, key }: Target, name: string, at: string | undefined) {
  const response = await fetch(new URL(`/v1/jobs/${name}:run`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...(at !== undefined && { 'fareline-now': at }) },
  })
  const body: unknown = await response.json()
  if (response.ok) return Ran.parse(body).data
  throw new Error(`${response.status}: ${Problem.parse(body).detail}`)
}
