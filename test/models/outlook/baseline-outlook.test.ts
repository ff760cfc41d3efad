import { expect, test } from 'vitest'
import { predictOutlook } from '../../../models/outlook/baseline-outlook'

const values = { curve_change_spread_7d: 0.2, curve_falls_1d: 0.05, curve_falls_7d: 0.3 }
const question = { row: { currency: 'EUR', values }, lowestMinor: 10_000, daysToDeparture: 10 }

test('the fare stays, spread as the market moved', () => {
  const outlook = predictOutlook(question)
  const week = outlook?.horizons.find(({ days }) => days === 7)
  expect(week?.fareMinor).toBe(10_000)
  expect(week?.quantilesMinor[2]).toBe(10_000)
  expect(week?.quantilesMinor[4]).toBe(Math.round(10_000 * Math.exp(1.281552 * 0.2)))
})

test('chances grow with days and shrink with shares', () => {
  const drops = predictOutlook(question)?.drops ?? []
  for (const [at, row] of drops.entries()) {
    expect([...row].sort((a, b) => b - a)).toEqual(row)
    expect(row.every((chance, share) => chance >= (drops[at - 1]?.[share] ?? 0))).toBe(true)
  }
})

test('returns no outlook without known fare changes or on the day of departure', () => {
  const row = { currency: 'EUR', values: {} }
  expect(predictOutlook({ ...question, row })).toBeUndefined()
  expect(predictOutlook({ ...question, daysToDeparture: 0 })).toBeUndefined()
})

test('returns no stopping values', () => {
  expect(predictOutlook(question)?.waits).toBeUndefined()
})
