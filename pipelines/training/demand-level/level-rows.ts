/** Training rows of the demand level: one a market, day and number of days ahead. */
import { DAY_MS } from '../../../models/airline/calendar'
import { lastLevel } from '../../../models/demand-level/baseline-demand-level'
import { levelOf, TRAILING_DAYS } from '../../../models/demand-level/demand-level'
import type { DemandLevel } from '../../../models/demand-level/demand-level-model'
import type { FeatureValue } from '../../../models/runtime/features'
import { searchFeatures, trailingMean } from '../../features/demand-level/search-features'
import type { SimulatedSearches } from './simulated-searches'

export type LevelRow = {
  readonly market: string
  readonly daysAhead: number
  /** Time of the forecast: the end of the last counted day. */
  readonly at: number
  /** Level of expected searches, without counting noise. */
  readonly level: DemandLevel
  /** Level of the last counted day, which is the baseline's prediction. */
  readonly lastLevel: DemandLevel
  readonly values: Readonly<Record<string, FeatureValue>>
}

/** Forecast horizons; 0 is the level of a day at its end. */
export const DAYS_AHEAD = [0, 1, 3, 7] as const

/** With `exact` the features read the truth, which measures the error that better counts cannot reduce. */
export function* levelRows(searches: SimulatedSearches, exact = false): Generator<LevelRow, void> {
  const { market, firstDay, expected } = searches
  const counts = exact ? expected : searches.counts
  const read = { firstDay, counts }
  for (let at = TRAILING_DAYS; at < counts.length; at += 1) {
    for (const daysAhead of DAYS_AHEAD) {
      const day = firstDay + at
      const usual = trailingMean(read, day, daysAhead)
      const values = searchFeatures(read, day, daysAhead)
      const truth = expected[at]
      const last = values && lastLevel({ currency: '', values })?.level
      if (usual === undefined || !values || truth === undefined || !last) continue
      yield {
        market,
        daysAhead,
        at: (day - daysAhead + 1) * DAY_MS,
        level: levelOf(truth / usual),
        lastLevel: last,
        values,
      }
    }
  }
}
