/** Runs the jobs that crons would have run over the days of the sample, so that trends have a past. */
import type { Target } from '../server/events-client'
import { runJob } from '../server/job-client'

/** In the order in which one reads what another wrote. */
const JOBS = ['compact-lake', 'aggregate-days'] as const

export async function runSampleJobs(target: Target): Promise<void> {
  for (const job of JOBS) await runJob(target, job, undefined)
}
