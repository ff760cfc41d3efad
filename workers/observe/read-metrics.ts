/** Every sample of the deployment: sums of all isolates, and gauges that are read for each request. */
import { sql } from 'drizzle-orm'
import type { Samples } from '../../pipelines/observe/metric-counts'
import type { Labels, MetricName } from '../../pipelines/observe/metrics'
import { sampleName } from '../../pipelines/observe/sample-name'
import { type SloStanding, standingsOf } from '../../pipelines/observe/slo-standing'
import { reach } from '../http/unavailable'
import { METRICS_OBJECT, type MetricSums } from '../objects/metrics-object'
import type { Services } from '../services'
import { readSuccesses } from '../storage/jobs/job-rows'
import { waitingLetters } from '../storage/letter-rows'

/** Counts of this isolate are sent first, so that a reader sees its own requests. */
export async function readSums({ isolate, metrics }: Services): Promise<MetricSums> {
  const flushed = isolate.metrics.flush()
  return reach(
    'metrics object',
    flushed.then(() => metrics.getByName(METRICS_OBJECT).sums())
  )
}

export async function readSlos(services: Services): Promise<readonly SloStanding[]> {
  const { histories } = await readSums(services)
  return standingsOf(histories, services.wallNow())
}

export async function readMetrics(services: Services): Promise<Samples> {
  const [{ samples, histories }, gauges] = await Promise.all([
    readSums(services),
    readGauges(services),
  ])
  const standings = standingsOf(histories, services.wallNow())
  return { ...samples, ...Object.fromEntries([...gauges, ...standings.flatMap(sloGauges)]) }
}

type Sample = readonly [string, number]

/** A database that is away leaves its gauges out: the counters are needed most then. */
async function readGauges({ db, wallNow, log }: Services): Promise<readonly Sample[]> {
  const now = wallNow()
  try {
    const [letters, successes, { meta }] = await Promise.all([
      waitingLetters(db, undefined),
      readSuccesses(db),
      db.run(sql`SELECT 1`),
    ])
    const oldest = letters.oldestAt === undefined ? 0 : now - letters.oldestAt
    return [
      gauge('fareline_dead_letters', {}, letters.depth),
      gauge('fareline_dead_letter_oldest_age_seconds', {}, oldest / 1_000),
      gauge('fareline_database_size_bytes', {}, meta.size_after),
      ...successes.map(({ job, succeededAt }) =>
        gauge('fareline_job_last_success_age_seconds', { job }, (now - succeededAt) / 1_000)
      ),
    ]
  } catch (error) {
    log.error('gauges not read', { error })
    return []
  }
}

function sloGauges({ id, budgetLeft, burns }: SloStanding): readonly Sample[] {
  return [
    gauge('fareline_slo_budget_left_ratio', { slo: id }, budgetLeft),
    ...burns.flatMap(({ name, long, short }) => [
      gauge('fareline_slo_burn_rate_ratio', { slo: id, alert: name, window: 'long' }, long),
      gauge('fareline_slo_burn_rate_ratio', { slo: id, alert: name, window: 'short' }, short),
    ]),
  ]
}

function gauge(metric: MetricName, labels: Labels, value: number): Sample {
  return [sampleName(metric, '', labels), value]
}
