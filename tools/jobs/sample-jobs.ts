/** Runs the jobs that crons would have run over the days of the sample, so that trends have a past. */
import { dayNumber, dayOf, utcDay } from '../../models/airline/calendar'
import type { Target } from '../server/events-client'
import { runJob } from '../server/job-client'

/** In the order in which one reads what another wrote. */
const JOBS = [
  'compact-lake',
  'scan-anomalies',
  'evaluate-alerts',
  'aggregate-days',
  'score-markets',
] as const

export async function runSampleJobs(target: Target): Promise<void> {
  for (const job of JOBS) await runJob(target, job, undefined)
}

/** A target that the sample's fares are below, so that there is an alert to look at. */
export async function addSampleRule({ url, key }: Target, now: number): Promise<void> {
  const rule = {
    name: 'Lisbon to New York in two weeks',
    condition: {
      kind: 'target_price',
      market: 'LIS-JFK',
      departure_date: dayOf(dayNumber(utcDay(now)) + 14),
      currency: 'EUR',
      amount: 2_000,
    },
    priority: 'P3',
  }
  const response = await fetch(new URL('/v1/alert-rules', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(rule),
  })
  if (!response.ok) throw new Error(`The sample rule was refused: ${await response.text()}`)
}
