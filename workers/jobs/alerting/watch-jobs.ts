/**
 * Raises an alert of the operators when a scheduled job did not run, and resolves it when it runs
 * again. Old records of runs go. A Worker whose crons do not fire at all cannot report that.
 */
import { DAY_MS } from '../../../models/airline/calendar'
import { OPERATORS, type Scope } from '../../../pipelines/events/scope'
import { overdueSince } from '../../../pipelines/watch/overdue'
import { changeAlerts } from '../../storage/alerting/alert-rows'
import type { Database } from '../../storage/database'
import { forgetRuns, readStandings } from '../../storage/jobs/job-rows'
import { duesBefore } from '../runs/due-times'
import { defineJob, type Job } from '../runs/run-job'

/** The latest may still be within their grace. */
const DUES = 6
const KEPT_DAYS = 30
const FORGOTTEN_PER_RUN = 5_000
export const OPERATOR_SCOPE: Scope = { account: OPERATORS, mode: 'live' }

export type Schedule = Readonly<Record<string, readonly Pick<Job, 'title'>[]>>

/** `schedule` is read at each run, since it lists this job as well. */
export function watchJobsOf(schedule: () => Schedule): Job {
  return defineJob('watch-jobs', undefined, async ({ services: { db, wallNow }, onDemand }) => {
    if (onDemand) return { skipped: 'it watches the jobs of all accounts, so only a cron runs it' }
    const now = wallNow()
    const jobs = await overdueJobs(db, schedule(), now)
    const watched = jobs.map(({ job, cron, since }) => ({
      subject: job,
      isRaised: since !== undefined,
      detail:
        since === undefined
          ? `${job} runs again`
          : `${job} (${cron}) was due at ${new Date(since).toISOString()} and has not succeeded since`,
    }))
    const alerts = await changeAlerts(db, OPERATOR_SCOPE, 'dead_job', watched, now)
    const forgotten = await forgetRuns(db, now - KEPT_DAYS * DAY_MS, FORGOTTEN_PER_RUN)
    const dead = watched.filter(({ isRaised }) => isRaised).length
    return { jobs: watched.length, dead, alerts, forgotten }
  })
}

/** Every scheduled job, and since when it is overdue if it is. */
export async function overdueJobs(db: Database, schedule: Schedule, now: number) {
  const crons = Object.entries(schedule)
  const titles = crons.flatMap(([, jobs]) => jobs.map(({ title }) => title))
  const standings = await readStandings(db, titles, now)
  return crons.flatMap(([cron, jobs]) => {
    const dues = duesBefore(cron, now, DUES)
    return jobs.map(({ title: job }) => {
      const { scheduledAt = now, succeededAt = null } = standings.get(job) ?? {}
      const attendance = { dues, succeededAt: succeededAt ?? undefined, since: scheduledAt }
      return { job, cron, succeededAt, since: overdueSince(attendance, now) }
    })
  })
}
