import { expect, test } from 'vitest'
import { dayOf } from '../../../../models/airline/calendar'
import { Recalibration } from '../../../../pipelines/answers/correction/recalibration'
import { fitRecalibration } from '../../../../pipelines/ledger/recalibration/fit-recalibration'
import { noise, settledSamples } from '../../../build/settled-samples'

const forecasts = settledSamples((index) => {
  const actual = 0.3 * noise(index)
  return { actual, point: actual - 0.1, low: actual - 0.11, high: actual - 0.09 }
})

test('each horizon and group has its corrections, and their version says until when', () => {
  const found = fitRecalibration({ forecasts, advice: [] })
  expect(Recalibration.parse(found)).toEqual(found)
  expect(found).toMatchObject({ until: dayOf(20_039), n: 800, model: 'outlook@v1', saving: null })
  expect(found?.cells.map(({ daysOut }) => daysOut)).toEqual(['14-29', 'all'])
})

test('answers of an earlier version teach nothing about the present one', () => {
  const newer = forecasts
    .slice(0, 10)
    .map((each) => ({ ...each, model: 'outlook@v2', day: 30_000 }))
  expect(fitRecalibration({ forecasts: [...forecasts, ...newer], advice: [] })).toBeUndefined()
})

test('without settled answers there is nothing to correct', () => {
  expect(fitRecalibration({ forecasts: [], advice: [] })).toBeUndefined()
})
