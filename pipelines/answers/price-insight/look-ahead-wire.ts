/** The wire form of forecast and advice. */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import { ACTIONS } from '../../events/claims'
import { FORECAST_BASES } from '../correction/recalibration'
import { Money, moneyWire } from '../evidence/money-wire'
import type { AdviceGiven, ForecastDay, LookAhead } from './look-ahead'

const ForecastEntry = z
  .object({
    date: IsoDay,
    days_ahead: z.int(),
    expected: Money.meta({ description: 'The fare with the least expected error in percent' }),
    p10: Money,
    p25: Money,
    p50: Money,
    p75: Money,
    p90: Money,
    basis: z.enum(FORECAST_BASES).optional().meta({
      description:
        'The model, the last price where settled answers show that it errs less, or a blend of both',
    }),
  })
  .meta({
    id: 'ForecastEntry',
    description: 'Forecast of the lowest fare of the departure on that day',
  })

const Share = z.number().min(0).max(1)

const Advice = z
  .object({
    action: z.enum(ACTIONS),
    text: z.string(),
    valid_until: z.iso.datetime(),
    look_again_at: z.iso.datetime().optional().meta({ description: 'Absent when advised to buy' }),
    deadline: IsoDay.meta({ description: 'The last day on which to buy when waiting' }),
    min_saving: Money,
    p_drop_ge_min_saving: Share.meta({
      description: 'Probability that the fare falls by min_saving or more until the deadline',
    }),
    expected_saving: Money.meta({
      description:
        'Mean of the price now less the price paid by waiting, looking again daily; negative where waiting costs',
    }),
    expected_regret_if_wrong: Money.meta({ description: 'Mean loss where the action is wrong' }),
    confidence: Share.meta({
      description: 'Probability that the action does not cost more than its opposite',
    }),
    calibration: z
      .object({
        bin: z.string().meta({ examples: ['0.7-0.8'] }),
        observed: Share.meta({ description: 'How often advice of that confidence was right' }),
        n: z.int().meta({ description: 'Number of settled decisions' }),
        scope: z.enum(['market', 'all']),
      })
      .nullable()
      .meta({
        description:
          'Record of advice in the same confidence bin; null with too few settled decisions',
      }),
  })
  .meta({ id: 'Advice' })

export const LOOK_AHEAD_FIELDS = {
  forecast: z.array(ForecastEntry).optional().meta({
    description: 'Absent when the departure was not observed within three days',
  }),
  advice: Advice.optional(),
  calibrated_on: z
    .object({
      n: z.int().meta({ description: 'Settled forecasts that the corrections were learned from' }),
      until: IsoDay.meta({ description: 'UTC day of the latest of them' }),
    })
    .optional()
    .meta({ description: 'Present where settled answers correct forecast and advice' }),
}

export function lookAheadWire({ forecast, advice, recalibration }: LookAhead, currency: string) {
  return {
    forecast: forecast.flatMap((day) => forecastWire(day, currency)),
    advice: advice && adviceWire(advice, currency),
    calibrated_on: recalibration ? { n: recalibration.n, until: recalibration.until } : undefined,
  }
}

function forecastWire(
  { date, daysAhead, fareMinor, quantilesMinor, basis }: ForecastDay,
  currency: string
) {
  const [p10, p25, p50, p75, p90] = quantilesMinor.map((minor) => moneyWire(minor, currency))
  if (!p10 || !p25 || !p50 || !p75 || !p90) return []
  const expected = moneyWire(fareMinor, currency)
  return [{ date, days_ahead: daysAhead, expected, p10, p25, p50, p75, p90, basis }]
}

function adviceWire(advice: AdviceGiven, currency: string): z.infer<typeof Advice> {
  const { validUntil, lookAgainAt, deadline } = advice
  const money = (minor: number) => moneyWire(minor, currency)
  return {
    action: advice.action,
    text: textOf(advice),
    valid_until: new Date(validUntil).toISOString(),
    look_again_at: lookAgainAt === undefined ? undefined : new Date(lookAgainAt).toISOString(),
    deadline,
    min_saving: money(advice.minSavingMinor),
    p_drop_ge_min_saving: rounded(advice.pDropGeMinSaving),
    expected_saving: money(advice.expectedSavingMinor),
    expected_regret_if_wrong: money(advice.expectedRegretIfWrongMinor),
    confidence: rounded(advice.confidence),
    calibration: advice.calibration,
  }
}

function textOf({ action, deadline, confidence }: AdviceGiven): string {
  const sure = `${Math.round(confidence * 100)} of 100 times this costs no more than the opposite`
  switch (action) {
    case 'buy':
      return `Buy now: waiting until ${deadline} is not expected to pay; ${sure}.`
    case 'wait':
      return `Wait, look again daily, and buy by ${deadline} at the latest; ${sure}.`
    case 'indifferent':
      return `Buying now and waiting until ${deadline} are expected to cost the same.`
  }
}

/** Four digits exceed the precision of any probability here. */
function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
