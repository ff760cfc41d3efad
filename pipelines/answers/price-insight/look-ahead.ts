/**
 * Where the lowest fare of a departure goes from here, and whether to wait for it, in the answer's
 * money. Only a departure that was seen of late has an outlook: a fare from last month has none.
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
import type { Exchanged } from '../evidence/answer-currency'
import type { LowestPrice } from '../evidence/history'
import { daysLeft, type InsightQuestion } from '../evidence/question'
import { todayAt } from '../evidence/today'
import type { Calibration, TrackRecord } from '../evidence/track-record'

/** An older fare says too little of today's: its own change would drown the forecast. */
const FORECAST_MAX_AGE_MS = 3 * DAY_MS

/** A fall worth waiting for where the caller names none. */
const MIN_SAVING_SHARE = 0.05
/** As far as the model looks. */
const LONGEST_WAIT_DAYS = OUTLOOK_HORIZONS[OUTLOOK_HORIZONS.length - 1] ?? 30

export type ForecastDay = {
  readonly date: IsoDay
  readonly daysAhead: number
  /** Minor units. */
  readonly fareMinor: number
  /** At `OUTLOOK_QUANTILES`. */
  readonly quantilesMinor: readonly number[]
}

export type AdviceGiven = Omit<Advice, 'validDays' | 'lookAgainDays'> & {
  /** Epoch ms. */
  readonly validUntil: number
  readonly lookAgainAt: number | undefined
  /** The last day on which waiting buys. */
  readonly deadline: IsoDay
  readonly minSavingMinor: number
  readonly calibration: Calibration | null
}

export type LookAhead = {
  readonly forecast: readonly ForecastDay[]
  /** Absent where a rule stands in that knows nothing of waiting. */
  readonly advice?: AdviceGiven | undefined
}

/** In words; undefined where there is advice. */
export function whyNoAdvice(
  ahead: LookAhead | undefined,
  lowest: LowestPrice | undefined,
  daysToDeparture: number,
  now: number
): string | undefined {
  if (ahead?.advice) return undefined
  if (ahead)
    return 'The trained outlook is not there: the rule that stands in knows nothing of waiting.'
  if (!lowest) return 'No fare of this departure date has been seen.'
  if (daysToDeparture < 1) return 'It leaves today: there is nothing to wait for.'
  if (isStale(dayNumber(lowest.observedOn), now)) {
    return `This departure date was last seen on ${lowest.observedOn}: advice needs a fare of the last ${FORECAST_MAX_AGE_MS / DAY_MS} days.`
  }
  return 'Too little was seen of how fares of this market move.'
}

/** Of a fare seen on that day number; a day counts as seen until it is over. */
export function isStale(day: number, now: number): boolean {
  return now - day * DAY_MS > FORECAST_MAX_AGE_MS + DAY_MS
}

export function lookAhead(
  question: InsightQuestion,
  outlook: Outlook,
  { exchanged, currency }: { readonly exchanged: Exchanged; readonly currency: string },
  record: TrackRecord,
  now: number
): LookAhead {
  const today = todayAt(question.market, now)
  const told = { ...outlook, lowestMinor: exchanged(outlook.lowestMinor) }
  const forecast = outlook.horizons.map(({ days, fareMinor, quantilesMinor }) => ({
    date: dayOf(dayNumber(today) + days),
    daysAhead: days,
    fareMinor: exchanged(fareMinor),
    quantilesMinor: quantilesMinor.map(exchanged),
  }))
  if (!outlook.waits) return { forecast }
  return { forecast, advice: adviceFor(question, told, currency, record, now) }
}

/** `outlook` is in the answer's money. */
function adviceFor(
  question: InsightQuestion,
  outlook: Outlook,
  currency: string,
  record: TrackRecord,
  now: number
): AdviceGiven {
  const today = todayAt(question.market, now)
  const { minSaving, risk = 'medium', deadline } = question.sensitivity ?? {}
  const minSavingMinor =
    minSaving === undefined
      ? Math.round(outlook.lowestMinor * MIN_SAVING_SHARE)
      : toMinor(minSaving, currency)
  const wanted =
    deadline === undefined ? Math.max(0, daysLeft(question, now) - 1) : daysBetween(today, deadline)
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
