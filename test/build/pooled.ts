/** Builds the market of one sender of a shared pool. */
import { DAY_MS } from '../../models/airline/calendar'
import { packBatch } from '../../pipelines/market/market-batch'
import { applyBatch, createMarketState, snapshotOf } from '../../pipelines/market/market-state'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import { offer, search } from './events'
import { inDays, NOW } from './snapshots'

export type Observation = {
  readonly priceMinor: number
  readonly inDays?: number
  readonly daysAgo?: number
  readonly airline?: string
}

/** The snapshot of one account's own market, from its events. */
export function observedBy(sender: string, observations: readonly Observation[]): MarketSnapshot {
  const events = observations.map(({ priceMinor, inDays: days = 40, daysAgo = 0, airline }, at) =>
    search({
      id: `${sender}-${at}`,
      at: NOW - daysAgo * DAY_MS - 60_000,
      departureDate: inDays(days),
      offers: [offer(priceMinor, airline)],
    })
  )
  const state = createMarketState('LIS-JFK')
  if (events.length > 0)
    applyBatch(
      state,
      packBatch(sender, events, undefined, () => undefined),
      NOW
    )
  return snapshotOf(state, NOW)
}
