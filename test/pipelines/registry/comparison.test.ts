import { expect, test } from 'vitest'
import { Comparison, comparedUnits, MOST_UNITS } from '../../../pipelines/registry/comparison'
import { hash32 } from '../../../pipelines/training/hash'
import { comparisonOf } from '../../build/comparisons'

test('losses are summed by cluster, and the rule answers for a model without an answer', () => {
  const units = comparedUnits(
    [
      { unit: 'a', candidate: 1, champion: 2, rule: 3 },
      { unit: 'a', candidate: undefined, champion: undefined, rule: 5 },
      { unit: 'b', candidate: 1, champion: 1, rule: 1 },
      { unit: 'c', candidate: 1, champion: 1, rule: undefined },
    ],
    hash32
  )
  expect(units).toEqual([
    { n: 2, candidate: 6, champion: 7, rule: 8 },
    { n: 1, candidate: 1, champion: 1, rule: 1 },
  ])
})

test('more clusters than evidence may have are merged, and no loss is dropped', () => {
  const rows = Array.from({ length: 3 * MOST_UNITS }, (_, index) => ({
    unit: String(index),
    candidate: 1,
    champion: 2,
    rule: 3,
  }))
  const units = comparedUnits(rows, hash32)
  expect(units.length).toBeLessThanOrEqual(MOST_UNITS)
  expect(units.reduce((sum, { champion }) => sum + champion, 0)).toBe(2 * rows.length)
})

test('evidence with an unknown field or a negative loss is refused', () => {
  expect(Comparison.safeParse(comparisonOf()).success).toBe(true)
  expect(Comparison.safeParse({ ...comparisonOf(), passes: true }).success).toBe(false)
  const negative = [{ n: 1, candidate: -1, champion: 1, rule: 1 }]
  expect(Comparison.safeParse(comparisonOf({ units: negative })).success).toBe(false)
})
