/** Runs a job of a server until nothing is left to do. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Target } from './events-client'

/** Another run's lease ends by then, even when that run died. */
const BUSY_WAITS = 40
const BUSY_WAIT_MS = 2_000

const Report = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
type Report = z.infer<typeof Report>
const Ran = z.object({
  data: z.object({ job: z.string(), at: z.string(), milliseconds: z.number(), report: Report }),
})
export type JobTotal = {
  readonly job: string
  readonly at: string
  readonly milliseconds: number
  readonly runs: number
  readonly report: Report
}
/** UTC days, both included, of which those that are missing are done. */
export type DayRange = { readonly from: string; readonly to: string }
const Problem = z.object({ detail: z.string() })

/** `onSlice` receives the totals so far, after each slice but the last. */
export async function runJob(
  target: Target,
  name: string,
  at: string | undefined,
  onSlice: (total: JobTotal) => void = () => {},
  days?: DayRange
) {
  let total: JobTotal = { job: name, at: '', milliseconds: 0, runs: 0, report: {} }
  for (let waits = 0; ; ) {
    const ran = await runOnce(target, name, at, days)
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
    onSlice(total)
  }
}

/** Adds numbers over runs, except `remaining`; of that and of other values the last one stays. */
function added(sum: Report, more: Report): Report {
  const entries = Object.entries(more).map(([name, value]) => {
    const before = sum[name]
    const adds = name !== 'remaining' && typeof value === 'number' && typeof before === 'number'
    return [name, adds ? before + value : value]
  })
  return Report.parse(Object.fromEntries(entries))
}

async function runOnce(
  { url, key }: Target,
  name: string,
  at: string | undefined,
  days: DayRange | undefined
) {
  const verb = days ? 'backfill' : 'run'
  const response = await fetch(new URL(`/v1/jobs/${name}:${verb}`, url), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      ...(at !== undefined && { 'fareline-now': at }),
      ...(days && { 'content-type': 'application/json' }),
    },
    ...(days && { body: JSON.stringify(days) }),
  })
  const body: unknown = await response.json()
  if (response.ok) return Ran.parse(body).data
  throw new Error(`${response.status}: ${Problem.parse(body).detail}`)
}
