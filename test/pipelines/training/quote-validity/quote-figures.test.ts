import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitAgeCurve } from '../../../../pipelines/training/quote-validity/quote-age-curve'
import {
  auc,
  calibrationError,
  chanceFigures,
} from '../../../../pipelines/training/quote-validity/quote-figures'

const judged = fc.array(
  fc.record({ chance: fc.integer({ min: 0, max: 20 }).map((n) => n / 20), isValid: fc.boolean() }),
  { minLength: 1, maxLength: 60 }
)

test('AUC is the share of pairs in the right order', () => {
  fc.assert(
    fc.property(judged, (rows) => {
      const valid = rows.filter((row) => row.isValid)
      const lost = rows.filter((row) => !row.isValid)
      if (valid.length === 0 || lost.length === 0) return
      const wins = valid.flatMap((a) =>
        lost.map((b) => (a.chance > b.chance ? 1 : Number(a.chance === b.chance) / 2))
      )
      expect(auc(rows)).toBeCloseTo(wins.reduce((sum, win) => sum + win, 0) / wins.length, 9)
    })
  )
})

test('has no calibration error when predicted rates match observed ones', () => {
  const rows = Array.from({ length: 100 }, (_, at) => ({ chance: 0.3, isValid: at % 10 < 3 }))
  expect(calibrationError(rows)).toBeCloseTo(0, 9)
  expect(chanceFigures(rows).held).toBeCloseTo(0.3, 9)
  expect(calibrationError(rows.map((row) => ({ ...row, chance: 0.5 })))).toBeCloseTo(0.2, 9)
})

test('the age curve never rises', () => {
  const aged = fc.array(
    fc.record({ ageMs: fc.nat(30).map((n) => n * 3_600_000), isValid: fc.boolean() }),
    { minLength: 1, maxLength: 2_000, size: 'max' }
  )
  fc.assert(
    fc.property(aged, fc.nat(40), fc.nat(40), (rows, a, b) => {
      const curve = fitAgeCurve(rows)
      const [young, old] = [Math.min(a, b), Math.max(a, b)].map((hours) => curve(hours * 3_600_000))
      expect(old).toBeLessThanOrEqual(young ?? 0)
    }),
    { numRuns: 20 }
  )
})
