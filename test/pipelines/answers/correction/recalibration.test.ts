import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  appliedTo,
  calibratedBy,
  calibratedForecast,
  type ForecastCell,
  type Recalibration,
} from '../../../../pipelines/answers/correction/recalibration'

const CELL: ForecastCell = {
  horizonDays: 7,
  daysOut: '14-29',
  n: 500,
  weight: 1,
  shift: 0,
  low: 0,
  high: 0,
}
const RAW = { fareMinor: 90_00, quantilesMinor: [70_00, 80_00, 90_00, 105_00, 120_00] }

test('without a correction the values are those of the model', () => {
  expect(calibratedForecast(RAW, 100_00, undefined)).toEqual({ ...RAW, basis: 'model' })
  expect(calibratedForecast(RAW, 100_00, CELL)).toEqual({ ...RAW, basis: 'model' })
})

test('with weight 0 the last price is returned, inside an interval of its own width', () => {
  const cell = { ...CELL, weight: 0, low: -0.1, high: 0.1 }
  const found = calibratedForecast(RAW, 100_00, cell)
  expect(found).toMatchObject({ fareMinor: 100_00, basis: 'last_price' })
  expect(found.quantilesMinor[0]).toBe(Math.round(70_00 * Math.exp(-0.1)))
  expect(found.quantilesMinor[4]).toBe(Math.round(120_00 * Math.exp(0.1)))
})

test('whatever is learned, quantiles never cross and p25 <= expected <= p75', () => {
  const shift = fc.double({ min: -0.7, max: 0.7, noNaN: true })
  const fares = fc.array(fc.integer({ min: 1_00, max: 900_00 }), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(
      fares,
      fc.integer({ min: 1_00, max: 900_00 }),
      fc.record({ weight: fc.constantFrom(0, 0.25, 0.5, 1), shift, low: shift, high: shift }),
      (sample, lastMinor, learned) => {
        const quantilesMinor = sample.toSorted((a, b) => a - b)
        const raw = { fareMinor: quantilesMinor[2] ?? 0, quantilesMinor }
        const found = calibratedForecast(raw, lastMinor, { ...CELL, ...learned })
        const [p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0] = found.quantilesMinor
        expect([p10, p25, p50, p75, p90]).toEqual([p10, p25, p50, p75, p90].sort((a, b) => a - b))
        expect(found.fareMinor).toBeGreaterThanOrEqual(p25)
        expect(found.fareMinor).toBeLessThanOrEqual(p75)
      }
    )
  )
})

test('a group of days to departure uses its own corrections, else those of all days', () => {
  const recalibration: Recalibration = {
    schema: 1,
    until: '2026-11-01',
    n: 900,
    model: 'outlook@v1',
    cells: [
      { ...CELL, daysOut: '7-13', shift: 0.1 },
      { ...CELL, daysOut: 'all', shift: 0.2 },
      { ...CELL, daysOut: 'all', horizonDays: 14, shift: 0.3 },
    ],
    saving: null,
    confidence: { buy: null, wait: null },
  }
  const shifts = (group: string) =>
    appliedTo(recalibration, group).cells.map(({ horizonDays, shift }) => [horizonDays, shift])
  expect(shifts('7-13')).toEqual([
    [7, 0.1],
    [14, 0.3],
  ])
  expect(shifts('30-59')).toEqual([
    [7, 0.2],
    [14, 0.3],
  ])
})

test('a stated value without a map is returned as it is', () => {
  expect(calibratedBy(null, 0.15)).toBe(0.15)
  expect(calibratedBy([{ stated: 0.15, observed: 0.03 }], 0.2)).toBe(0.03)
})
