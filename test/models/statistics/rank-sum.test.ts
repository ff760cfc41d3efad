import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjustedPValues } from '../../../models/statistics/false-discovery'
import { rankSumAbove } from '../../../models/statistics/rank-sum'

/** Every way to choose `size` of the values, with the sum of their mean ranks. */
function slowRankSum(recent: readonly number[], past: readonly number[]): number {
  const all = [...recent, ...past]
  const rank = (value: number) =>
    all.filter((each) => each < value).length +
    (all.filter((each) => each === value).length + 1) / 2
  const ranks = all.map(rank)
  const observed = ranks.slice(0, recent.length).reduce((sum, each) => sum + each, 0)
  let [total, above] = [0, 0]
  for (let set = 0; set < 2 ** all.length; set += 1) {
    const chosen = ranks.filter((_, at) => (set >> at) & 1)
    if (chosen.length !== recent.length) continue
    total += 1
    if (chosen.reduce((sum, each) => sum + each, 0) >= observed - 1e-9) above += 1
  }
  return above / total
}

test('the probability equals that over all choices, with and without equal values', () => {
  const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(values, values, (recent, past) => {
      expect(rankSumAbove(recent, past)).toBeCloseTo(slowRankSum(recent, past), 9)
    }),
    { numRuns: 60 }
  )
})

test('a week above 28 days is one choice of all', () => {
  const past = Array.from({ length: 28 }, (_, at) => at)
  const recent = Array.from({ length: 7 }, (_, at) => 100 + at)
  expect(rankSumAbove(recent, past)).toBeCloseTo(1 / 6_724_520, 12)
  expect(rankSumAbove(past.slice(0, 7), past.slice(7))).toBe(1)
})

test('adjusted values keep their order and never exceed one', () => {
  const adjusted = adjustedPValues([0.01, 0.04, 0.03, 0.5])
  const expected = [0.04, 0.04 * (4 / 3), 0.04 * (4 / 3), 0.5]
  expect(adjusted.map((each, at) => Math.abs(each - (expected[at] ?? 0)) < 1e-12)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(adjustedPValues([])).toEqual([])
})
