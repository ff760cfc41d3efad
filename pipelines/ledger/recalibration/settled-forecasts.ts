/** Settled claims as samples: the model's raw outputs beside what happened, in logarithms of ratios. */
import type { Claims } from '../../events/claims'
import { decisionDay } from '../due-claims'
import type { Verdict } from '../verdict'

export type SettledDecision = {
  readonly at: number
  readonly market: string
  readonly departureDate: string
  readonly daysOut: string
  readonly claims: Claims
  readonly verdicts: readonly Verdict[]
}

/** Logarithms of a fare over the lowest fare at the decision. */
export type ForecastSample = {
  readonly model: string
  readonly day: number
  /** Market and departure date: its samples rise and fall together. */
  readonly unit: string
  readonly daysOut: string
  readonly horizonDays: number
  readonly point: number
  readonly low: number
  readonly high: number
  readonly actual: number
}

export type AdviceSample = {
  readonly model: string
  readonly day: number
  readonly unit: string
  readonly action: 'buy' | 'wait'
  readonly confidence: number
  readonly right: boolean
  /** Stated and realised saving of waiting, as shares of the fare. */
  readonly stated: number | undefined
  readonly saved: number
}

export function forecastSamples(decision: SettledDecision): ForecastSample[] {
  const { claims, verdicts, market, departureDate, daysOut } = decision
  const { forecast, lowestMinor } = claims
  if (!forecast || lowestMinor === undefined) return []
  const over = (minor: number) => Math.log(minor / lowestMinor)
  return verdicts.flatMap((verdict) => {
    const { measure, state, horizonDays, realisedMinor } = verdict
    if (measure !== 'forecast' || state !== 'settled' || !realisedMinor) return []
    const claim = forecast.days.find((each) => each.horizonDays === horizonDays)
    if (!claim) return []
    const { lowMinor, midMinor, highMinor } = claim.raw ?? claim
    if (Math.min(lowMinor, midMinor, highMinor) <= 0) return []
    return [
      {
        model: forecast.model,
        day: decisionDay(decision),
        unit: `${market}/${departureDate}`,
        daysOut,
        horizonDays,
        point: over(midMinor),
        low: over(lowMinor),
        high: over(highMinor),
        actual: over(realisedMinor),
      },
    ]
  })
}

/** Waiting costs what `realisedMinor` says, whichever action was advised. */
export function adviceSamples(decision: SettledDecision): AdviceSample[] {
  const { claims, verdicts, market, departureDate } = decision
  const { advice, lowestMinor } = claims
  if (!advice || lowestMinor === undefined) return []
  const raw = advice.raw ?? advice
  const { action, confidence, expectedSavingMinor } = raw
  if (action === 'indifferent' || confidence === undefined) return []
  return verdicts.flatMap(({ measure, state, realisedMinor }) => {
    if (measure !== 'advice' || state !== 'settled' || realisedMinor === undefined) return []
    const saved = (lowestMinor - realisedMinor) / lowestMinor
    return [
      {
        model: advice.model,
        day: decisionDay(decision),
        unit: `${market}/${departureDate}`,
        action,
        confidence,
        right: (action === 'wait') === saved > 0,
        stated: expectedSavingMinor === undefined ? undefined : expectedSavingMinor / lowestMinor,
        saved,
      },
    ]
  })
}
