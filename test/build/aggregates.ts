/** A lake with some days of searches, aggregated as the crons would. */
import { env } from 'cloudflare:workers'
import type { Event } from '../../pipelines/events/event'
import type { Scope } from '../../pipelines/events/scope'
import { aggregateDays } from '../../workers/jobs/aggregate-days'
import { compactLake } from '../../workers/jobs/compact-lake'
import { emptyLake, putRaw, services } from './lake'
import { TEST } from './scopes'

export async function emptyAggregates(): Promise<void> {
  await emptyLake()
  for (const table of ['aggregated_days', 'market_days', 'fare_days']) {
    await env.DB.prepare(`DELETE FROM ${table}`).run()
  }
}

export async function aggregated(events: readonly Event[], scope: Scope = TEST) {
  await putRaw(`day-${events[0]?.id ?? 0}`, events, { scope })
  await compactLake(services, services.now, [scope])
  return aggregateDays(services, services.now, [scope])
}
