/** A recalibration of the outlook from settled answers of one owner. */
import { dayOf } from '../../../models/airline/calendar'
import type { ForecastCell, Recalibration } from '../../answers/correction/recalibration'
import { fitForecastCell } from './fit-forecast-cell'
import { fitKnots } from './fit-knots'
import type { AdviceSample, ForecastSample } from './settled-forecasts'

export type Samples = {
  readonly forecasts: readonly ForecastSample[]
  readonly advice: readonly AdviceSample[]
}

/** Corrects the model of the newest samples; undefined where nothing passed its test. */
export function fitRecalibration({ forecasts, advice }: Samples): Recalibration | undefined {
  const newest = forecasts.reduce<ForecastSample | undefined>(
    (best, each) => (best && best.day >= each.day ? best : each),
    undefined
  )
  if (!newest) return undefined
  const { model } = newest
  const mine = forecasts.filter((each) => each.model === model)
  const advised = advice.filter((each) => each.model === model)
  const cells = cellsOf(mine)
  const saving = fitKnots(
    advised.flatMap(({ day, unit, stated, saved }) =>
      stated === undefined ? [] : [{ day, unit, stated, observed: saved }]
    )
  )
  const confidence = { buy: confidenceOf(advised, 'buy'), wait: confidenceOf(advised, 'wait') }
  if (cells.length === 0 && !saving && !confidence.buy && !confidence.wait) return undefined
  return { schema: 1, until: dayOf(newest.day), n: mine.length, model, cells, saving, confidence }
}

/** By horizon and days to departure, and by horizon alone for groups with too few answers. */
function cellsOf(samples: readonly ForecastSample[]): ForecastCell[] {
  const horizons = Map.groupBy(samples, ({ horizonDays }) => horizonDays)
  return [...horizons].flatMap(([horizonDays, all]) => {
    const groups = Map.groupBy(all, ({ daysOut }) => daysOut)
    const own = [...groups].map(([daysOut, mine]) => fitForecastCell(mine, horizonDays, daysOut))
    return [...own, fitForecastCell(all, horizonDays, 'all')].filter((cell) => cell !== undefined)
  })
}

function confidenceOf(advice: readonly AdviceSample[], action: AdviceSample['action']) {
  return fitKnots(
    advice
      .filter((each) => each.action === action)
      .map(({ day, unit, confidence, right }) => ({
        day,
        unit,
        stated: confidence,
        observed: Number(right),
      }))
  )
}
