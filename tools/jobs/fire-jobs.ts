/** Fires every cron that is due in a range of time, in order, on a moving clock. */
import { Cron } from 'croner'
import { z } from 'zod'
import type { Target } from '../server/events-client'
import { type JobTotal, runJob } from '../server/job-client'

const Jobs = z.object({ data: z.array(z.object({ name: z.string(), cron: z.string() })) })
export type ScheduledJob = z.infer<typeof Jobs>['data'][number]
export type Due = { readonly at: number; readonly jobs: readonly string[] }

/** Sums of a job over all its runs. */
export type Fired = Omit<JobTotal, 'at'>

export async function scheduledJobs({ url, key }: Target): Promise<readonly ScheduledJob[]> {
  const headers = { authorization: `Bearer ${key}` }
  const response = await fetch(new URL('/v1/jobs', url), { headers })
  if (!response.ok) throw new Error(`GET /v1/jobs answered ${response.status}`)
  return Jobs.parse(await response.json()).data
}

/** Instants after `from` up to `to`, in order, each with the jobs due then. */
export function duesBetween(jobs: readonly ScheduledJob[], from: number, to: number): Due[] {
  const dues = new Map<number, string[]>()
  for (const { name, cron } of jobs) {
    const pattern = new Cron(cron, { timezone: 'UTC', paused: true })
    let next = pattern.nextRun(new Date(from))
    while (next && next.getTime() <= to) {
      const at = next.getTime()
      dues.set(at, [...(dues.get(at) ?? []), name])
      next = pattern.nextRun(next)
    }
  }
  return [...dues].map(([at, names]) => ({ at, jobs: names })).sort((a, b) => a.at - b.at)
}

export async function fireJobs(
  target: Target,
  dues: readonly Due[],
  onDue: (done: number) => void = () => {}
): Promise<readonly Fired[]> {
  const fired = new Map<string, Fired>()
  for (const [done, { at, jobs }] of dues.entries()) {
    for (const name of jobs) {
      const ran = await runJob(target, name, new Date(at).toISOString())
      fired.set(name, sumOf(fired.get(name), ran))
    }
    onDue(done + 1)
  }
  return [...fired.values()]
}

function sumOf(before: Fired | undefined, { at: _, ...ran }: JobTotal): Fired {
  if (!before) return ran
  const report = Object.entries(ran.report).map(([name, value]) => {
    const sum = before.report[name]
    return [name, typeof value === 'number' && typeof sum === 'number' ? sum + value : value]
  })
  return {
    job: ran.job,
    milliseconds: before.milliseconds + ran.milliseconds,
    runs: before.runs + ran.runs,
    report: { ...before.report, ...Object.fromEntries(report) },
  }
}
