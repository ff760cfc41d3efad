/** Rows of city pairs: one a direction and month, as of the end of the month before. */
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
  /** The same for both directions. */
  readonly pair: string
  /** `year * 12 + month - 1`. */
  readonly month: number
  readonly passengers: number
  /** Passengers of the month before. */
  readonly last: number
  /** Of the same month a year before; undefined where not known. */
  readonly yearAgo: number | undefined
  /** `last` with the growth that the nation's month is expected to bring: what the model corrects. */
  readonly forecast: number
  readonly monthsKnown: number
  readonly values: Readonly<Record<string, FeatureValue>>
}

/** Two years of the panel must be past. */
const FIRST_MONTH = 14
/** A direction known for less than a year has no season to learn from. */
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
