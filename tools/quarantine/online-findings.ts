/** Findings over searches in event-time order, each made at the event that shows it. */
import type { Market } from '../../models/airline/market'
import { ONLINE_LIMITS, readSigns } from '../../models/anomaly/gate'
import type { SearchEvent } from '../../pipelines/events/event'
import { packBatch } from '../../pipelines/market/market-batch'
import {
  applyParts,
  createMarketState,
  type MarketState,
} from '../../pipelines/market/market-state'
import type { Finding } from '../../pipelines/watch/incidents'
import { watchOnline } from '../../pipelines/watch/watch-online'

type ScopeOf = (event: SearchEvent) => string

export type Gated = {
  /** One for each offer kept in quarantine. */
  readonly findings: readonly Finding[]
  readonly offers: number
  readonly quarantined: number
}

/** Applies every search to its market, as the market object does. */
export function gateFindings(events: readonly SearchEvent[], scopeOf: ScopeOf): Gated {
  const markets = new Map<Market, MarketState>()
  const findings: Finding[] = []
  let offers = 0
  for (const event of events) {
    const state = markets.get(event.market) ?? createMarketState(event.market)
    markets.set(event.market, state)
    const [applied] = applyParts(state, packBatch(event.id, [event]), event.at)
    offers += event.offers.length
    for (const { offer } of applied?.quarantined ?? []) {
      const airline = event.offers[offer]?.airline ?? ''
      findings.push({ scope: scopeOf(event), airline, sign: 'odd_fare', at: event.at, score: 1 })
    }
  }
  return { findings, offers, quarantined: findings.length }
}

/** The first finding of each airline, sign and time; a day of many searches repeats itself. */
export function watchFindings(events: readonly SearchEvent[], scopeOf: ScopeOf): Finding[] {
  const first = new Map<string, Finding>()
  for (const { scope, airline, at, row } of watchOnline(events, scopeOf)) {
    for (const { sign, strength } of readSigns(row, ONLINE_LIMITS)) {
      if (strength < 1) break
      const key = `${scope}/${airline}/${sign}/${at}`
      if (!first.has(key)) first.set(key, { scope, airline, sign, at, score: strength })
    }
  }
  return [...first.values()]
}
