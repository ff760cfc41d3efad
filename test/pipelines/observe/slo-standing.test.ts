import { expect, test } from 'vitest'
import { SLO_IDS } from '../../../pipelines/observe/slo'
import { addEvents, NO_HISTORY } from '../../../pipelines/observe/slo-history'
import { standingsOf } from '../../../pipelines/observe/slo-standing'

const NOW = Date.parse('2026-11-20T12:00:00Z')

test('an SLO without events has its whole budget and raises nothing', () => {
  const standings = standingsOf({}, NOW)
  expect(standings.map(({ id }) => id)).toEqual(SLO_IDS)
  for (const { budgetLeft, burns } of standings) {
    expect(budgetLeft).toBe(1)
    expect(burns.filter(({ isBurning }) => isBurning)).toEqual([])
  }
})

test('an outage overspends the budget and raises every pair of windows', () => {
  const history = addEvents(NO_HISTORY, { good: 900, total: 1_000 }, NOW)
  const standing = standingsOf({ availability: history }, NOW)[0]
  expect(standing?.budgetLeft).toBeCloseTo(-99)
  expect(standing?.burns.map(({ name, isBurning }) => [name, isBurning])).toEqual([
    ['fast', true],
    ['medium', true],
    ['slow', true],
  ])
})
