import { expect, test } from 'vitest'
import { dayNumber } from '../../../../models/airline/calendar'
import { baselineDemand } from '../../../../models/demand-level/baseline-demand-level'
import { demandLevels } from '../../../../pipelines/answers/demand/demand-levels'

const model = baselineDemand('test')
const firstDay = dayNumber('2026-10-01')
const countsOf = (days: number, last: number) => [...new Array<number>(days - 1).fill(100), last]
const ahead = (days: number, ...distances: number[]) =>
  distances.map((distance) => firstDay + days - 1 + distance)

test('each day has a level, its chances, and the searches that bound it', async () => {
  const levels = await demandLevels(model, { firstDay, counts: countsOf(56, 156) }, ahead(56, 1, 7))
  if (levels.status !== 'ok') throw new Error(levels.status)
  expect(levels.days).toMatchObject([
    { day: '2026-11-26', daysAhead: 1, level: 'high', usualPerDay: 101 },
    { day: '2026-12-02', daysAhead: 7, level: 'high' },
  ])
  const [first] = levels.days
  if (!first) throw new Error('no day')
  const { probabilities, lowBelow, highAbove } = first
  expect(probabilities.low + probabilities.medium + probabilities.high).toBeCloseTo(1, 9)
  expect([lowBelow, highAbove]).toEqual([101 * 0.8, 101 * 1.25])
})

test('days that are counted already, or further ahead than the model knows, are left out', async () => {
  const searches = { firstDay, counts: countsOf(56, 100) }
  const levels = await demandLevels(model, searches, ahead(56, 0, 1, 8))
  expect(levels).toMatchObject({ status: 'ok', days: [{ daysAhead: 1, level: 'medium' }] })
})

test('fewer than four weeks abstain, with what is missing', async () => {
  const levels = await demandLevels(model, { firstDay, counts: countsOf(27, 100) }, ahead(27, 1))
  expect(levels).toEqual({ status: 'insufficient_history', observedDays: 27, neededDays: 28 })
})
