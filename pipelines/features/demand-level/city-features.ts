/**
 * Features of a directed city pair before a month begins, one month ahead: all net of the nation,
 * so that trees learn how a pair differs from the others and not which month it was. `month` counts
 * from the panel's first; only earlier months are read.
 */
import type { FeatureValue } from '../../../models/runtime/features'
import type { CityGrowth } from './city-growth'
import { type CityPanel, type CitySeries, isDisrupted } from './city-panel'

export type CityFeatures = Readonly<Record<string, FeatureValue>>

const LAGS = [2, 3, 4, 7, 13] as const
const SHARE_MONTHS = [3, 6, 12] as const
const YEARS = [1, 2, 3] as const
/** Bound that stops the opening or closing of a route from being read as a season. */
const GREATEST_SEASON = 0.7

export function cityFeatures(
  panel: CityPanel,
  growth: CityGrowth,
  series: CitySeries,
  month: number
): CityFeatures {
  const other = panel.series[series.opposite]
  const own = logs(series.carried)
  const both = logs(series.carried, other?.carried)
  const share = (at: number) => own(at) - both(at)
  const netOf = (log: Log, lag: number) =>
    log(month - 1) - log(month - lag) - since(growth, month - 1, month - lag)
  const usual = (at: number) => at >= 1 && !isDisrupted(panel.firstMonth + at)
  const season = (at: number) =>
    usual(at) ? both(at) - both(at - 1) - (growth.nation[at] ?? Number.NaN) : Number.NaN
  const cityNet = (city: string, at: number) =>
    at === month - 1 || usual(at)
      ? (growth.city.get(city)?.[at] ?? Number.NaN) - (growth.nation[at] ?? Number.NaN)
      : Number.NaN
  const year = past(own, month, 12)
  const steps = past((at) => own(at) - own(at - 1), month, 12)

  const values: Record<string, number> = {}
  for (const lag of LAGS) {
    values[`own_growth_${lag - 1}m`] = netOf(own, lag)
    values[`pair_growth_${lag - 1}m`] = netOf(both, lag)
  }
  for (const months of SHARE_MONTHS) {
    values[`share_against_${months}m`] = share(month - 1) - mean(past(share, month, months))
  }
  for (const years of YEARS) {
    const at = month - 12 * years
    values[`season_${years}y`] = season(at)
    values[`share_${years}y`] = usual(at) ? share(at) - share(month - 1) : Number.NaN
  }
  for (const [end, city] of [
    ['origin', series.origin],
    ['destination', series.destination],
  ] as const) {
    values[`${end}_growth`] = cityNet(city, month - 1)
    values[`${end}_season_1y`] = cityNet(city, month - 12)
    values[`${end}_season_2y`] = cityNet(city, month - 24)
  }
  values.season = seasonOf(season, month)
  values.log_level = own(month - 1)
  values.against_year_mean = own(month - 1) - mean(year)
  values.against_year_max = own(month - 1) - Math.max(...year)
  values.against_year_min = own(month - 1) - Math.min(...year)
  values.growth_deviation = deviation(steps)
  values.months_known = countKnown(series.passengers, month)
  values.pair_over_own = both(month - 1) - own(month - 1)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Number.isFinite(value) ? value : undefined,
    ])
  )
}

export function countKnown(passengers: Float64Array, before: number): number {
  let known = 0
  for (let at = 0; at < before; at += 1) known += Number.isNaN(passengers[at]) ? 0 : 1
  return known
}

type Log = (month: number) => number

/** Logarithm of one direction, or of the sum of both; an unknown direction counts as 0. */
function logs(own: Float64Array, other?: Float64Array): Log {
  return (month) => {
    const here = own[month] ?? Number.NaN
    const there = other?.[month] ?? Number.NaN
    if (!other || Number.isNaN(there)) return Math.log(here)
    return Math.log(Number.isNaN(here) ? there : here + there)
  }
}

function since({ nationSince }: CityGrowth, later: number, earlier: number): number {
  return (nationSince[later] ?? Number.NaN) - (nationSince[earlier] ?? Number.NaN)
}

/** Lists the known values of the previous `count` months. */
function past(log: Log, month: number, count: number): number[] {
  return Array.from({ length: count }, (_, back) => log(month - 1 - back)).filter(Number.isFinite)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: readonly number[]): number {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}

/** Mean over the undisrupted years, with one prior year of 0. */
function seasonOf(season: Log, month: number): number {
  const years = Array.from({ length: 9 }, (_, year) => season(month - 12 * (year + 1)))
  const seen = years.filter(Number.isFinite)
  const clamped = seen.map((each) => Math.min(GREATEST_SEASON, Math.max(-GREATEST_SEASON, each)))
  return clamped.reduce((sum, each) => sum + each, 0) / (seen.length + 1)
}
