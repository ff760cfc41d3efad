/** Simulated panels made as the real ones were watched, to be held beside them. */
import type { IsoDay } from '../../models/calendar'
import type { Series } from './panel-statistics'
import { randomMarkets } from './random-markets'
import type { SimulatedMarket } from './simulated-market'
import { createSimulation } from './simulation'

export type Watch = {
  readonly markets: readonly SimulatedMarket[]
  readonly from: IsoDay
  readonly days: number
  readonly horizonDays: number
}

/** 18 markets of low-cost carriers, watched 103 days to 120 days ahead, in winter. */
export function lowCostWatch(seed: number): Watch {
  const all = randomMarkets(seed, 160).filter(({ family }) => family === 'low_cost')
  return { markets: all.slice(0, 18), from: '2025-11-09', days: 103, horizonDays: 120 }
}

/** Six full-service markets, watched 120 days to 30 days ahead, in spring. */
export function fullServiceWatch(seed: number): Watch {
  const all = randomMarkets(seed, 160).filter(({ family }) => family === 'full_service')
  return { markets: all.slice(0, 12), from: '2026-03-02', days: 120, horizonDays: 30 }
}

export function watch(seed: number, { markets, from, days, horizonDays }: Watch): Series[] {
  const all = new Map<string, Map<number, number>>()
  for (const { panel } of createSimulation({
    seed,
    markets,
    from,
    days,
    horizonDays,
    detail: 'panel',
  })) {
    for (const { market, departureDate, daysToDeparture, price } of panel) {
      const name = `${market} ${departureDate}`
      const series = all.get(name) ?? new Map<number, number>()
      all.set(name, series.set(daysToDeparture, price))
    }
  }
  return [...all.values()]
}

/** Lowest fares of one morning by market and departure date, dearest to cheapest offer and so on. */
export function slateSpread(slates: Iterable<readonly number[]>): Map<string, number> {
  const ratios = { middle: 0, top: 0, slates: 0 }
  for (const slate of slates) {
    if (slate.length < 3) continue
    const fares = slate.toSorted((a, b) => a - b)
    const lowest = fares[0] ?? 0
    ratios.middle += (fares[Math.floor(fares.length / 2)] ?? 0) / lowest
    ratios.top += (fares[Math.floor(fares.length * 0.9)] ?? 0) / lowest
    ratios.slates += 1
  }
  return new Map([
    ['median offer over cheapest', ratios.middle / ratios.slates],
    ['90 % offer over cheapest', ratios.top / ratios.slates],
  ])
}
