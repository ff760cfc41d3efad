import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  COUNT_LIMIT,
  createCountLevel,
  judgeCount,
  learnCount,
} from '../../../pipelines/watch/count-level'

const FIRST = 20_000
/** Weekends are half as busy. */
const usual = (day: number) => ([2, 3].includes(day % 7) ? 100 : 200) + ((day * 37) % 11)

function levelAfter(counts: readonly number[]) {
  const level = createCountLevel()
  const distances = counts.map((count, index) => {
    const distance = judgeCount(level, FIRST + index, count)?.distance
    learnCount(level, FIRST + index, count)
    return distance ?? 0
  })
  return { level, distances }
}
const days = (length: number, countOf = usual) =>
  Array.from({ length }, (_, index) => countOf(FIRST + index))

test('weekdays have their own level, so that a usual weekend is no finding', () => {
  const { distances } = levelAfter(days(60))
  expect(Math.max(...distances.map(Math.abs))).toBeLessThan(COUNT_LIMIT)
})

test('fewer than two weeks say nothing', () => {
  expect(judgeCount(levelAfter(days(13)).level, FIRST + 13, 0)).toBeUndefined()
})

test('a day of many or no searches is found, with what was expected', () => {
  const { level } = levelAfter(days(35))
  const day = FIRST + 35
  expect(judgeCount(level, day, 1_000)?.distance).toBeGreaterThan(COUNT_LIMIT)
  expect(judgeCount(level, day, 0)?.distance).toBeLessThan(-COUNT_LIMIT)
  expect(judgeCount(level, day, 0)?.expected).toBeCloseTo(usual(day), -1.5)
})

test('a level that stays is reported for a week and is then the usual one', () => {
  const shifted = days(90, (day) => usual(day) * (day >= FIRST + 40 ? 4 : 1))
  const { distances } = levelAfter(shifted)
  const found = distances.flatMap((distance, index) =>
    Math.abs(distance) >= COUNT_LIMIT ? [index] : []
  )
  expect(found[0]).toBe(40)
  expect(found.at(-1)).toBeLessThan(50)
})

test('the distance grows with the count', () => {
  const { level } = levelAfter(days(35))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000 }), (count) => {
      const [less, more] = [count, count + 1].map(
        (each) => judgeCount(level, FIRST + 35, each)?.distance ?? Number.NaN
      )
      expect(more).toBeGreaterThan(less ?? Number.NaN)
    })
  )
})
