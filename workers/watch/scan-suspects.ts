/**
 * Looks at markets right after they kept offers in quarantine, so that an incident opens within seconds
 * of the event. While another scan is at work this one leaves it to the next run of the job.
 */
import type { Market } from '../../models/airline/market'
import { type Scope, scopeKey, scopeOf } from '../../pipelines/events/scope'
import type { Services } from '../services'
import { withLease } from '../storage/leases'
import { followFindings, gateFindings } from './follow-findings'

export const SCAN_LEASE = 'anomalies'

export type QuarantinedMarket = { readonly scope: Scope; readonly market: Market }

export async function scanSuspects(
  services: Services,
  quarantined: readonly QuarantinedMarket[]
): Promise<void> {
  if (quarantined.length === 0) return
  try {
    await withLease(services, SCAN_LEASE, async (renew) => {
      for (const [key, group] of Map.groupBy(quarantined, ({ scope }) => scopeKey(scope))) {
        await renew()
        const scope = scopeOf(key)
        const markets = [...new Set(group.map(({ market }) => market))]
        const now = services.now
        await followFindings(
          services,
          scope,
          await gateFindings(services, scope, markets, now),
          now
        )
      }
    })
  } catch (error) {
    services.log.error('suspects not scanned', { error, markets: quarantined.length })
  }
}
