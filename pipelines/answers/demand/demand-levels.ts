/** How much a market will be searched on the next days, relative to its own recent past. */
import { dayOf, type IsoDay } from '../../../models/airline/calendar'
import { HIGH_ABOVE, LOW_BELOW, MIN_TRAILING_DAYS } from '../../../models/demand-level/demand-level'
import type { DemandModel, DemandPrediction } from '../../../models/demand-level/demand-level-model'
import {
  type SearchCounts,
  searchFeatures,
  trailingMean,
} from '../../features/demand-level/search-features'

/** The model is trained on up to so many days ahead. */
export const MOST_DAYS_AHEAD = 7

export type DemandDay = DemandPrediction & {
  readonly day: IsoDay
  readonly daysAhead: number
  /** Mean searches a day of the trailing eight weeks, which is the usual level. */
  readonly usualPerDay: number
  /** Searches a day below which the level is low, and above which it is high. */
  readonly lowBelow: number
  readonly highAbove: number
}

export type DemandLevels =
  | { readonly status: 'ok'; readonly days: readonly DemandDay[] }
  | {
      readonly status: 'insufficient_history'
      readonly observedDays: number
      readonly neededDays: number
    }

/** Answers days from the one after the last count on; days further ahead are left out. */
export async function demandLevels(
  model: DemandModel,
  searches: SearchCounts,
  days: readonly number[]
): Promise<DemandLevels> {
  const last = searches.firstDay + searches.counts.length - 1
  const questions = days.flatMap((day) => {
    const daysAhead = day - last
    if (daysAhead < 1 || daysAhead > MOST_DAYS_AHEAD) return []
    const usual = trailingMean(searches, day, daysAhead)
    const values = searchFeatures(searches, day, daysAhead)
    return usual !== undefined && values ? [{ day, daysAhead, usual, values }] : []
  })
  if (questions.length === 0 && days.length > 0) {
    return {
      status: 'insufficient_history',
      observedDays: searches.counts.length,
      neededDays: MIN_TRAILING_DAYS,
    }
  }
  const predictions = await model.predict(questions.map(({ values }) => ({ currency: '', values })))
  const answered = questions.flatMap(({ day, daysAhead, usual }, at) => {
    const prediction = predictions[at]
    if (!prediction) return []
    const { level, probabilities } = prediction
    return [
      {
        day: dayOf(day),
        daysAhead,
        level,
        probabilities,
        usualPerDay: usual,
        lowBelow: usual * LOW_BELOW,
        highAbove: usual * HIGH_ABOVE,
      },
    ]
  })
  return { status: 'ok', days: answered }
}
