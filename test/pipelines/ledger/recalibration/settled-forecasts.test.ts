import { expect, test } from 'vitest'
import {
  adviceSamples,
  forecastSamples,
  type SettledDecision,
} from '../../../../pipelines/ledger/recalibration/settled-forecasts'

const AT = Date.parse('2026-05-04T10:00:00Z')
const verdict = { model: 'outlook@v1', horizonDays: 7, state: 'settled' } as const
const day = { horizonDays: 7, lowMinor: 80_00, midMinor: 90_00, highMinor: 110_00 }
const advice = {
  model: 'outlook@v1',
  action: 'buy',
  deadline: '2026-05-20',
  minSavingMinor: 5_00,
  confidence: 0.6,
  expectedSavingMinor: 1_00,
} as const

function decision(changes: Partial<SettledDecision>): SettledDecision {
  return {
    at: AT,
    market: 'LIS-JFK',
    departureDate: '2026-05-30',
    daysOut: '14-29',
    claims: { lowestMinor: 100_00, forecast: { model: 'outlook@v1', level: 0.8, days: [day] } },
    verdicts: [{ ...verdict, measure: 'forecast', realisedMinor: 120_00 }],
    ...changes,
  }
}

test('a forecast is compared with what happened, relative to the fare then', () => {
  const [sample] = forecastSamples(decision({}))
  expect(sample?.point).toBeCloseTo(Math.log(0.9))
  expect(sample?.actual).toBeCloseTo(Math.log(1.2))
})

test('a recalibrated answer teaches by the values of the model itself', () => {
  const raw = { lowMinor: 40_00, midMinor: 50_00, highMinor: 60_00 }
  const forecast = { model: 'outlook@v1', level: 0.8, days: [{ ...day, raw }] }
  const [sample] = forecastSamples(decision({ claims: { lowestMinor: 100_00, forecast } }))
  expect(sample?.point).toBeCloseTo(Math.log(0.5))
})

test('a censored claim teaches nothing', () => {
  const verdicts = [{ ...verdict, measure: 'forecast', state: 'censored' } as const]
  expect(forecastSamples(decision({ verdicts }))).toEqual([])
})

test('an advised wait that was turned to buying is counted as the wait it was', () => {
  const raw = { action: 'wait', confidence: 0.8, expectedSavingMinor: 15_00 } as const
  const claims = { lowestMinor: 100_00, advice: { ...advice, raw } }
  const verdicts = [{ ...verdict, measure: 'advice', realisedMinor: 97_00 } as const]
  expect(adviceSamples(decision({ claims, verdicts }))).toMatchObject([
    { action: 'wait', confidence: 0.8, right: true, stated: 0.15, saved: expect.closeTo(0.03) },
  ])
})
