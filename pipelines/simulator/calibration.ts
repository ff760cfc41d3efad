/** Simulated panels observed in the same way as the real ones, so that they can be compared. */

import type { IsoDay } from '../../models/airline/calendar'
import { quantileOf } from '../../models/statistics/quantile'
import { valueAt } from '../../models/statistics/value-at'
import type { Series } from './panel-statistics'
import { createSimulation } from './simulation'
import { randomMarkets } from './world/random-markets'
import type { SimulatedMarket } from './world/simulated-market'

export type Watch = {
  readonly markets: readonly SimulatedMarket[]
  readonly from: IsoDay
  readonly days: number
  readonly horizonDays: number
}

/** 18 markets of low-cost carriers, observed for 103 days up to 120 days ahead, in winter. */
export function lowCostWatch(seed: number): Watch {
  const all = randomMarkets(seed, 160).filter(({ family }) => family === 'low_cost')
  return { markets: all.slice(0, 18), from: '2025-11-09', days: 103, horizonDays: 120 }
}

/** 24 full-service markets, observed for 120 days up to 30 days ahead, in spring. */
export function fullServiceWatch(seed: number): Watch {
  const all = randomMarkets(seed, 160).filter(({ family }) => family === 'full_service')
  return { markets: all.slice(0, 24), from: '2026-03-02', days: 120, horizonDays: 30 }
}

export function watch(seed: number, { markets, from, days, horizonDays }: Watch): Series[] {
  const usual = new Map(markets.map(({ market, usualFare }) => [market, usualFare]))
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
      all.set(name, series.set(daysToDeparture, price / (usual.get(market) ?? 1)))
    }
  }
  return [...all.values()]
}

/**
 * Yields the fares on sale on one morning for each market and departure date up to 49 days ahead, in
 * markets where low-cost and flag carriers compete.
 */
export function* slates(seed: number): Generator<readonly number[]> {
  const markets = randomMarkets(seed, 120).filter(({ family }) => family === 'mixed')
  const from = '2026-02-10'
  const options = { seed, markets, from, days: 1, horizonDays: 49, detail: 'panel' } as const
  for (const { truth } of createSimulation(options)) {
    const all = new Map<string, number[]>()
    for (const { market, departureDate, lowestFare } of truth.departures()) {
      if (lowestFare === undefined) continue
      const name = `${market} ${departureDate}`
      all.set(name, [...(all.get(name) ?? []), lowestFare])
    }
    yield* all.values()
  }
}

/** Returns the mean spread of the offers in a slate; slates of fewer than three offers are skipped. */
export function slateSpread(all: Iterable<readonly number[]>): Map<string, number> {
  let middle = 0
  let top = 0
  let count = 0
  for (const slate of all) {
    if (slate.length < 3) continue
    const fares = slate.toSorted((a, b) => a - b)
    const lowest = valueAt(fares, 0)
    middle += (quantileOf(fares, 0.5) ?? 0) / lowest
    top += (quantileOf(fares, 0.9) ?? 0) / lowest
    count += 1
  }
  return new Map([
    ['median offer over cheapest', middle / count],
    ['90 % offer over cheapest', top / count],
  ])
}
