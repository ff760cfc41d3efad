/**
 * A panel's forecasts walked forward: each day the outlook forecasts, what is settled by then corrects it
 * as the job recalibrate does, and later fares settle both the model's values and the corrected ones.
 */
import { toMinor } from '../../models/airline/money'
import { OUTLOOK_HORIZONS, type OutlookModel } from '../../models/outlook/outlook-model'
import {
  appliedTo,
  calibratedForecast,
  type RawForecast,
  type Recalibration,
} from '../../pipelines/answers/correction/recalibration'
import { daysOutGroup } from '../../pipelines/ledger/groups'
import { fitRecalibration } from '../../pipelines/ledger/recalibration/fit-recalibration'
import type { ForecastSample } from '../../pipelines/ledger/recalibration/settled-forecasts'
import type { OutlookRow } from '../../pipelines/training/outlook/outlook-training-rows'

/** As the job learns: from settled answers of the last 60 days; anew every week here, to be quick. */
const LEARNED_DAYS = 60
const EVERY_DAYS = 7
/** Days to departure of a question. */
const MOST_DAYS_OUT = 60

export type HorizonFigures = {
  readonly horizonDays: number
  readonly n: number
  /** Mean relative errors. */
  readonly lastPrice: number
  readonly model: number
  readonly corrected: number
  /** Shares of fares inside the 80 % interval. */
  readonly modelCovers: number
  readonly correctedCovers: number
}

type Forecast = {
  readonly row: OutlookRow
  readonly lastMinor: number
  readonly horizonDays: number
  readonly raw: RawForecast
  readonly actualMinor: number
}

/** Figures from the first day on which something was learned. */
export async function walkRecalibration(
  rows: readonly OutlookRow[],
  model: OutlookModel
): Promise<readonly HorizonFigures[]> {
  const forecasts = await settledForecasts(rows, model)
  const days = [...new Set(forecasts.map(({ row }) => row.day))].sort((a, b) => a - b)
  const byDay = Map.groupBy(forecasts, ({ row }) => row.day)
  const judged: { forecast: Forecast; corrected: RawForecast }[] = []
  let learned: Recalibration | undefined
  let learnedAt = Number.NEGATIVE_INFINITY
  for (const day of days) {
    if (day - learnedAt >= EVERY_DAYS) {
      learnedAt = day
      const known = forecasts.filter(
        ({ row, horizonDays }) => row.day + horizonDays < day && row.day >= day - LEARNED_DAYS
      )
      const samples = known.map((each) => sampleOf(each, model.name))
      learned = fitRecalibration({ forecasts: samples, advice: [] }) ?? learned
    }
    if (!learned) continue
    for (const forecast of byDay.get(day) ?? []) {
      judged.push({ forecast, corrected: correctedBy(learned, forecast) })
    }
  }
  return OUTLOOK_HORIZONS.flatMap((days) =>
    figuresOf(
      judged.filter(({ forecast }) => forecast.horizonDays === days),
      days
    )
  )
}

function correctedBy(learned: Recalibration, { row, lastMinor, horizonDays, raw }: Forecast) {
  const { cells } = appliedTo(learned, daysOutGroup(row.daysOut))
  const cell = cells.find((each) => each.horizonDays === horizonDays)
  return calibratedForecast(raw, lastMinor, cell)
}

async function settledForecasts(
  rows: readonly OutlookRow[],
  model: OutlookModel
): Promise<Forecast[]> {
  const name = ({ market, departureDate, currency }: OutlookRow, day: number) =>
    `${market}/${departureDate}/${currency}/${day}`
  const known = new Map(rows.map((row) => [name(row, row.day), row]))
  const near = rows.filter(({ daysOut }) => daysOut >= 1 && daysOut <= MOST_DAYS_OUT)
  const outlooks = await model.predict(
    near.map((row) => ({ row, lowestMinor: minorOf(row), daysToDeparture: row.daysOut }))
  )
  return near.flatMap((row, at) =>
    (outlooks[at]?.horizons ?? []).flatMap(({ days, ...raw }) => {
      const later = known.get(name(row, row.day + days))
      const forecast = { row, lastMinor: minorOf(row), horizonDays: days, raw }
      return later ? [{ ...forecast, actualMinor: minorOf(later) }] : []
    })
  )
}

function sampleOf(
  { row, lastMinor, horizonDays, raw, actualMinor }: Forecast,
  model: string
): ForecastSample {
  const over = (minor: number | undefined) => Math.log(Math.max(1, minor ?? 0) / lastMinor)
  return {
    model,
    day: row.day,
    unit: `${row.market}/${row.departureDate}`,
    daysOut: daysOutGroup(row.daysOut),
    horizonDays,
    point: over(raw.fareMinor),
    low: over(raw.quantilesMinor[0]),
    high: over(raw.quantilesMinor.at(-1)),
    actual: over(actualMinor),
  }
}

function figuresOf(
  judged: readonly { readonly forecast: Forecast; readonly corrected: RawForecast }[],
  horizonDays: number
): HorizonFigures[] {
  const n = judged.length
  if (n === 0) return []
  const mean = (of: (each: (typeof judged)[number]) => number) =>
    judged.reduce((sum, each) => sum + of(each), 0) / n
  const error = (minor: number, actual: number) => Math.abs(minor - actual) / actual
  const covers = ({ quantilesMinor }: RawForecast, actual: number) => {
    const [low = 0, high = 0] = [quantilesMinor[0], quantilesMinor.at(-1)]
    return Number(low <= actual && actual <= high)
  }
  return [
    {
      horizonDays,
      n,
      lastPrice: mean(({ forecast }) => error(forecast.lastMinor, forecast.actualMinor)),
      model: mean(({ forecast }) => error(forecast.raw.fareMinor, forecast.actualMinor)),
      corrected: mean(({ forecast, corrected }) =>
        error(corrected.fareMinor, forecast.actualMinor)
      ),
      modelCovers: mean(({ forecast }) => covers(forecast.raw, forecast.actualMinor)),
      correctedCovers: mean(({ forecast, corrected }) => covers(corrected, forecast.actualMinor)),
    },
  ]
}

function minorOf({ amount, currency }: OutlookRow): number {
  return toMinor(amount, currency)
}
