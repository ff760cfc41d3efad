import { expect, test } from 'vitest'
import {
  foldOf,
  laterQuarterErrors,
  unseenPairErrors,
} from '../../../../pipelines/training/prior/level-errors'
import { aTable, CITIES } from '../../../build/fare-tables'

const PAIRS = (CITIES * (CITIES - 1)) / 2
const HOLD_OUT = { folds: 3, seed: 1, index: undefined, fewestPassengers: 100 }
const table = aTable(() => false)

test('predicts every pair once by a fit without it, from its cities and from its distance', () => {
  const errors = unseenPairErrors(table, HOLD_OUT)
  expect(errors).toHaveLength(2 * table.fare.length)
  expect(new Set(errors.map(({ pair }) => pair)).size).toBe(PAIRS)
  for (const { fold, pair, ageYears } of errors) {
    expect(fold).toBe(foldOf(pair, HOLD_OUT))
    expect(ageYears).toBe(0)
  }
  const worst = (kind: string) =>
    Math.max(
      ...errors
        .filter((error) => error.kind === kind)
        .map(({ predicted, actual }) => Math.abs(Math.log(predicted / actual)))
    )
  expect(worst('city_effects')).toBeLessThan(0.2)
  expect(worst('city_effects')).toBeLessThan(worst('distance'))
})

test('skips rows of fewer travellers than a test needs', () => {
  expect(unseenPairErrors(table, { ...HOLD_OUT, fewestPassengers: 401 })).toEqual([])
})

test('predicts later quarters by season and index, with the age in begun years', () => {
  const cut = { cut: 8045, longestYears: 1, foldsOut: 1 }
  const errors = laterQuarterErrors(table, cut, HOLD_OUT)
  const seen = errors.filter(({ kind }) => kind === 'observed_pair')
  expect(seen).toHaveLength(4 * PAIRS)
  expect(errors.every(({ ageYears, quarter }) => ageYears === 1 && quarter <= 8049)).toBe(true)
  for (const { predicted, actual } of seen) {
    expect(Math.abs(Math.log(predicted / actual))).toBeLessThan(0.1)
  }
  const out = errors.filter(({ kind }) => kind === 'city_effects')
  expect(new Set(out.map(({ fold }) => fold))).toEqual(new Set([0]))

  const index = new Map([
    [8045, 100],
    [8046, 200],
  ])
  const [indexed] = laterQuarterErrors(table, cut, { ...HOLD_OUT, index })
  expect((indexed?.predicted ?? 0) / (seen[0]?.predicted ?? 1)).toBeGreaterThan(1.5)
})
