/** Findings of a scan into the incidents of their owner. */
import { type Market, marketOf } from '../../models/airline/market'
import type { Scope } from '../../pipelines/events/scope'
import type { MarketSnapshot } from '../../pipelines/market/snapshot'
import type { CauseFinding } from '../../pipelines/watch/causes/cause-finding'
import { followIncidents } from '../../pipelines/watch/causes/follow-incidents'
import { expectedLoss } from '../../pipelines/watch/causes/money-at-stake'
import { audible } from '../../pipelines/watch/causes/sensitivity'
import { suspectFindings } from '../../pipelines/watch/causes/suspect-findings'
import type { Services } from '../services'
import { openIncidents, saveIncidents } from '../storage/anomalies/incident-rows'
import { readLimits } from '../storage/anomalies/limit-rows'
import { marketObjectName } from '../storage/market-name'

export type Followed = { readonly findings: number; readonly changed: number }

/** Opens, updates and resolves incidents. Without findings, those that are over are resolved. */
export async function followFindings(
  services: Services,
  scope: Scope,
  findings: readonly CauseFinding[],
  now: number
): Promise<Followed> {
  const { db } = services
  const heard = audible(findings, await readLimits(db, scope, now), now)
  const priced = await Promise.all(
    [...Map.groupBy(heard, ({ market }) => market)].map(([market, own]) =>
      own.some(({ stake }) => stake) ? withLoss(services, scope, market, own, now) : own
    )
  )
  const open = await openIncidents(db, scope)
  const changed = followIncidents(open, priced.flat(), now, () => `inc_${crypto.randomUUID()}`)
  await saveIncidents(db, scope, changed)
  return { findings: heard.length, changed: changed.length }
}

/** Reports the offers that the gate keeps in quarantine in these markets now. */
export async function gateFindings(
  services: Services,
  scope: Scope,
  markets: readonly Market[],
  now: number
): Promise<CauseFinding[]> {
  const snapshots = await Promise.all(
    markets.map((market) => snapshotNow(services, scope, market, now))
  )
  return snapshots.flatMap((snapshot) => (snapshot ? suspectFindings(snapshot) : []))
}

async function withLoss(
  services: Services,
  scope: Scope,
  market: string,
  findings: readonly CauseFinding[],
  now: number
): Promise<readonly CauseFinding[]> {
  const [origin = '', destination = ''] = market.split('-')
  const snapshot = await snapshotNow(services, scope, marketOf(origin, destination), now)
  if (!snapshot) return findings
  const rate = { bookings: snapshot.bookings30d, searches: snapshot.searches.last['30d'] }
  return findings.map((finding) => ({
    ...finding,
    stake: finding.stake && expectedLoss(finding.stake, rate),
  }))
}

/** From the market object itself: a copy may be older than the quarantine that is looked for. */
function snapshotNow(
  { markets }: Services,
  scope: Scope,
  market: Market,
  now: number
): Promise<MarketSnapshot | undefined> {
  return markets.getByName(marketObjectName(market, scope)).snapshot(now)
}
