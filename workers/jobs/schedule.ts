/** The schedule: jobs of every cron of wrangler.toml; `at` is the time it was due. */
import { SWEEP_CRON } from '../ingest/sweep-cron'
import type { Services } from '../services'
import { aggregateDays } from './aggregate-days'
import { deliverWebhooks } from './alerting/deliver-webhooks'
import { evaluateAlerts } from './alerting/evaluate-alerts'
import { watchJobsOf } from './alerting/watch-jobs'
import { watchSlos } from './alerting/watch-slos'
import { backupDatabase } from './backup-database'
import { checkQuality } from './check-quality'
import { checkpointAudit } from './checkpoint-audit'
import { compactLake } from './compact-lake'
import { eraseUsers } from './erase-users'
import { expireLake } from './expire-lake'
import { fetchExchangeRates } from './fetch-exchange-rates'
import { forgetReceipts } from './forget-receipts'
import { recalibrate } from './recalibrate'
import type { Job } from './runs/run-job'
import { scanAnomalies } from './scan-anomalies'
import { scoreMarkets } from './score-markets'
import { settleDecisions } from './settle-decisions'
import { sweepLandings } from './sweep-landings'
import { sweepLetters } from './sweep-letters'
import { writeLedger } from './write-ledger'

const watchJobs = watchJobsOf(() => SCHEDULE)

export const SCHEDULE: Readonly<Record<string, readonly Job[]>> = {
  // In this order: what is raised is delivered in the same minute.
  [SWEEP_CRON]: [sweepLandings, evaluateAlerts, watchSlos, deliverWebhooks],
  '*/5 * * * *': [
    sweepLetters,
    compactLake,
    scanAnomalies,
    // A slot of six hours; each run goes on with it until it is done.
    scoreMarkets,
    checkQuality,
    eraseUsers,
    expireLake,
    forgetReceipts,
    backupDatabase,
    watchJobs,
  ],
  // Days are settled an hour after they end.
  '5 * * * *': [settleDecisions, writeLedger, aggregateDays, checkpointAudit, recalibrate],
  '40 14-18 * * 1-5': [fetchExchangeRates],
}

export const JOBS: ReadonlyMap<string, Job> = new Map(
  Object.values(SCHEDULE).flatMap((jobs) => jobs.map((job) => [job.title, job] as const))
)

/** A job that fails does not keep the others from running; the failures are thrown at the end. */
export async function runCron(cron: string, services: Services, at: number): Promise<void> {
  const jobs = SCHEDULE[cron]
  if (!jobs) throw new Error(`No job for cron "${cron}": add it to workers/jobs/schedule.ts`)
  const failures: unknown[] = []
  for (const job of jobs) {
    try {
      await job(services, at)
    } catch (cause) {
      failures.push(new Error(`Job ${job.title} failed`, { cause }))
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `Cron "${cron}" failed`)
}
