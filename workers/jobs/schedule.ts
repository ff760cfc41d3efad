/** What runs when. Every cron of wrangler.toml stands here; `at` is when it was due, epoch ms. */
import type { Services } from '../services'
import { compactLake } from './compact-lake'
import { forgetReceipts } from './forget-receipts'
import type { Job } from './job'

export const SCHEDULE: Readonly<Record<string, Readonly<Record<string, Job>>>> = {
  '*/5 * * * *': { 'compact-lake': compactLake, 'forget-receipts': forgetReceipts },
}

export const JOBS: ReadonlyMap<string, Job> = new Map(
  Object.values(SCHEDULE).flatMap((group) => Object.entries(group))
)

/** A job that fails does not keep the others from running; the failures are thrown at the end. */
export async function runCron(cron: string, services: Services, at: number): Promise<void> {
  const jobs = SCHEDULE[cron]
  if (!jobs) throw new Error(`No job for cron "${cron}": add it to workers/jobs/schedule.ts`)
  const failures: unknown[] = []
  for (const [name, job] of Object.entries(jobs)) {
    try {
      await job(services, at)
    } catch (cause) {
      failures.push(new Error(`Job ${name} failed`, { cause }))
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `Cron "${cron}" failed`)
}
