/**
 * Where the lowest fare of a departure goes from here, and whether to wait for it, in the answer's
 * money. Only a departure that was seen of late has an outlook: a fare from last month has none.
 */
import { type Advice, advise } from '../../models/advice/advise'
import { DAY_MS, dayNumber, dayOf, daysBetween, type IsoDay } from '../../models/calendar'
import { toMinor } from '../../models/money'
import { OUTLOOK_HORIZONS, type Outlook } from '../../models/outlook/outlook-model'
import type { Calibration } from '../ledger/summary'
import type { Exchanged } from './answer-currency'
import { daysLeft, type InsightQuestion } from './question'
import { todayAt } from './today'
import type { TrackRecord } from './track-record'

/** An older fare says too little of today's: its own change would drown the forecast. */
export const FORECAST_MAX_AGE_MS = 3 * DAY_MS

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
