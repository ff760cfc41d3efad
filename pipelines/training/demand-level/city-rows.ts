/** Training rows of city pairs: one a direction and month, as of the end of the previous month. */
import type { FeatureValue } from '../../../models/runtime/features'
import { cityFeatures, countKnown } from '../../features/demand-level/city-features'
import { cityGrowth, expectedGrowth } from '../../features/demand-level/city-growth'
import {
  type CityPanel,
  type CitySeries,
  isDisrupted,
} from '../../features/demand-level/city-panel'

export type CityRow = {
  readonly market: string
  /** Key of the city pair, the same for both directions. */
  readonly pair: string
  /** `year * 12 + month - 1`. */
  readonly month: number
  readonly passengers: number
  /** Passengers of the previous month. */
  readonly last: number
  /** Passengers of the same month a year before; undefined when unknown. */
  readonly yearAgo: number | undefined
  /** `last` with the expected national growth of the month; the forecast that the model corrects. */
  readonly forecast: number
  readonly monthsKnown: number
  readonly values: Readonly<Record<string, FeatureValue>>
}

/** Index of the first month with rows; the 14 months before it are history. */
const FIRST_MONTH = 14
/** Months of history that a direction needs, so that it has a full season. */
export const MIN_MONTHS = 12

export function* cityRows(panel: CityPanel): Generator<CityRow, void> {
  const growth = cityGrowth(panel)
  for (let at = FIRST_MONTH; at < panel.months; at += 1) {
    if (isDisrupted(panel.firstMonth + at)) continue
    const factor = Math.exp(expectedGrowth(panel, growth, at))
    for (const series of panel.series) {
      const row = cityRow(panel, series, at, factor)
      if (row) yield { ...row, values: cityFeatures(panel, growth, series, at) }
    }
  }
}

function cityRow(
  { firstMonth }: CityPanel,
  { origin, destination, passengers: series, carried }: CitySeries,
  at: number,
  factor: number
): Omit<CityRow, 'values'> | undefined {
  const passengers = series[at] ?? Number.NaN
  const last = carried[at - 1] ?? Number.NaN
  const yearAgo = carried[at - 12] ?? Number.NaN
  const monthsKnown = countKnown(series, at)
  if (Number.isNaN(passengers + last) || monthsKnown < MIN_MONTHS) return undefined
  const ends = [origin, destination]
  return {
    market: ends.join('-'),
    pair: ends.sort().join('-'),
    month: firstMonth + at,
    passengers,
    last,
    yearAgo: Number.isNaN(yearAgo) ? undefined : yearAgo,
    forecast: last * factor,
    monthsKnown,
  }
}
