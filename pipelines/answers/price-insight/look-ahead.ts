/**
 * Forecasts the lowest fare of a departure and advises whether to wait, in the answer's currency. Only
 * a recently observed departure has an outlook.
 */

import {
  DAY_MS,
  dayNumber,
  dayOf,
  daysBetween,
  type IsoDay,
} from '../../../models/airline/calendar'
import { toMinor } from '../../../models/airline/money'
import { type Advice, advise } from '../../../models/outlook/advise'
import { OUTLOOK_HORIZONS, type Outlook } from '../../../models/outlook/outlook-model'
import {
  type AppliedRecalibration,
  type CalibratedForecast,
  calibratedBy,
  calibratedForecast,
  type ForecastBasis,
} from '../correction/recalibration'
import type { Exchanged } from '../evidence/answer-currency'
import type { LowestPrice } from '../evidence/history'
import type { InsightQuestion } from '../evidence/question'
import type { Calibration, TrackRecord } from '../evidence/track-record'

/** An older fare is too uncertain: its change since the observation would dominate the forecast. */
const FORECAST_MAX_AGE_MS = 3 * DAY_MS

/** The default least saving, as a share of the lowest fare. */
const MIN_SAVING_SHARE = 0.05
/** The model's farthest horizon. */
const LONGEST_WAIT_DAYS = OUTLOOK_HORIZONS[OUTLOOK_HORIZONS.length - 1] ?? 30

export type ForecastDay = {
  readonly date: IsoDay
  readonly daysAhead: number
  /** Minor units. */
  readonly fareMinor: number
  /** Quantiles at `OUTLOOK_QUANTILES`, minor units. */
  readonly quantilesMinor: readonly number[]
  readonly basis: ForecastBasis
  /** The model's own values, where they were recalibrated. */
  readonly raw?: {
    readonly lowMinor: number
    readonly midMinor: number
    readonly highMinor: number
  }
}

export type AdviceGiven = Omit<Advice, 'validDays' | 'lookAgainDays'> & {
  /** Epoch ms. */
  readonly validUntil: number
  readonly lookAgainAt: number | undefined
  /** The last day on which to buy when waiting. */
  readonly deadline: IsoDay
  readonly minSavingMinor: number
  readonly calibration: Calibration | null
  /** The model's own advice, where it was recalibrated. */
  readonly raw?: Pick<Advice, 'action' | 'confidence' | 'expectedSavingMinor'>
}

export type LookAhead = {
  readonly forecast: readonly ForecastDay[]
  /** Absent when the baseline answers, which does not model waiting. */
  readonly advice?: AdviceGiven | undefined
  /** Corrections that were applied; null without any. */
  readonly recalibration: AppliedRecalibration | null
}

/** Returns the reason in words; undefined when there is advice. */
export function whyNoAdvice(
  ahead: LookAhead | undefined,
  lowest: LowestPrice | undefined,
  daysToDeparture: number,
  now: number
): string | undefined {
  if (ahead?.advice) return undefined
  if (ahead)
    return 'The trained outlook model is not available, and the baseline does not model waiting.'
  if (!lowest) return 'No fare of this departure date has been observed.'
  if (daysToDeparture < 1) return 'The departure is today: there is no later day to buy.'
  if (isStale(dayNumber(lowest.observedOn), now)) {
    return `This departure date was last observed on ${lowest.observedOn}: advice needs a fare of the last ${FORECAST_MAX_AGE_MS / DAY_MS} days.`
  }
  return 'There are too few observations of how fares of this market change.'
}

/** Takes the day number of the observation; the age counts from the end of that day. */
export function isStale(day: number, now: number): boolean {
  return now - day * DAY_MS > FORECAST_MAX_AGE_MS + DAY_MS
}

export type AnswerMoney = { readonly exchanged: Exchanged; readonly currency: string }

export function lookAhead(
  question: InsightQuestion,
  { outlook, model }: { readonly outlook: Outlook; readonly model: string },
  { exchanged, currency }: AnswerMoney,
  record: TrackRecord,
  now: number
): LookAhead {
  const recalibration = record.recalibration(model, question.daysToDeparture)
  const converted = { ...outlook, lowestMinor: exchanged(outlook.lowestMinor) }
  const forecast = forecastDays(question, outlook, exchanged, recalibration)
  if (!outlook.waits) return { forecast, recalibration }
  const raw = adviceFor(question, converted, currency, record, now)
  const advice = recalibration ? calibratedAdvice(raw, converted, recalibration, record) : raw
  return { forecast, advice, recalibration }
}

function forecastDays(
  { today }: InsightQuestion,
  { horizons, lowestMinor }: Outlook,
  exchanged: Exchanged,
  recalibration: AppliedRecalibration | null
): ForecastDay[] {
  return horizons.map(({ days, ...raw }) => {
    const cell = recalibration?.cells.find(({ horizonDays }) => horizonDays === days)
    const { fareMinor, quantilesMinor, basis } = calibratedForecast(raw, lowestMinor, cell)
    const date = dayOf(dayNumber(today) + days)
    const shown = quantilesMinor.map(exchanged)
    const forecast = { date, daysAhead: days, quantilesMinor: shown, basis }
    return { ...forecast, fareMinor: exchanged(fareMinor), ...(cell && rawValues(raw, exchanged)) }
  })
}

function rawValues(
  { fareMinor, quantilesMinor }: Omit<CalibratedForecast, 'basis'>,
  exchanged: Exchanged
): Pick<ForecastDay, 'raw'> {
  const [low, high] = [quantilesMinor[0], quantilesMinor.at(-1)]
  if (low === undefined || high === undefined) return {}
  return {
    raw: {
      lowMinor: exchanged(low),
      midMinor: exchanged(fareMinor),
      highMinor: exchanged(high),
    },
  }
}

/** Waiting is not advised where followers of such advice did not save. */
function calibratedAdvice(
  raw: AdviceGiven,
  { lowestMinor }: Outlook,
  { saving, confidence }: AppliedRecalibration,
  record: TrackRecord
): AdviceGiven {
  const { action, confidence: stated, expectedSavingMinor } = raw
  const share = calibratedBy(saving, expectedSavingMinor / lowestMinor)
  const sure = (knots: typeof confidence.buy) =>
    Math.min(1, Math.max(0, calibratedBy(knots, stated)))
  const isWait = action === 'wait'
  const turned = isWait && share <= 0
  const known = isWait ? sure(confidence.wait) : sure(confidence.buy)
  const calibrated = turned ? 1 - known : known
  return {
    ...raw,
    action: turned ? 'buy' : action,
    lookAgainAt: turned ? undefined : raw.lookAgainAt,
    expectedSavingMinor: Math.round(share * lowestMinor),
    confidence: calibrated,
    calibration: record.calibration(calibrated),
    raw: { action, confidence: stated, expectedSavingMinor },
  }
}

/** `outlook` is in the answer's currency. */
function adviceFor(
  question: InsightQuestion,
  outlook: Outlook,
  currency: string,
  record: TrackRecord,
  now: number
): AdviceGiven {
  const { today, daysToDeparture, sensitivity } = question
  const { minSaving, risk = 'medium', deadline } = sensitivity ?? {}
  const minSavingMinor =
    minSaving === undefined
      ? Math.round(outlook.lowestMinor * MIN_SAVING_SHARE)
      : toMinor(minSaving, currency)
  const wanted =
    deadline === undefined ? Math.max(0, daysToDeparture - 1) : daysBetween(today, deadline)
  const deadlineDays = Math.min(wanted, LONGEST_WAIT_DAYS)
  const { validDays, lookAgainDays, ...advice } = advise(outlook, {
    minSavingMinor,
    risk,
    deadlineDays,
  })
  return {
    ...advice,
    validUntil: now + validDays * DAY_MS,
    lookAgainAt: lookAgainDays === undefined ? undefined : now + lookAgainDays * DAY_MS,
    deadline: dayOf(dayNumber(today) + deadlineDays),
    minSavingMinor,
    calibration: record.calibration(advice.confidence),
  }
}
