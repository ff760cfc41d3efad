import { expect, test } from 'vitest'
import { nearbyMarkets } from '../../../../pipelines/answers/evidence/city-airports'

const DAY = '2026-12-20'

test('markets of the same cities are those of their airports, without the market itself', () => {
  const found = nearbyMarkets('LHR-MXP', DAY)
  expect(found).toContain('LGW-LIN')
  expect(found).not.toContain('LHR-MXP')
  expect(found.length).toBeLessThanOrEqual(64)
})

test('cities of one airport each have no other market', () => {
  expect(nearbyMarkets('OPO-FAO', DAY)).toEqual([])
})

test('a city of several airports has those of one end alone', () => {
  expect(nearbyMarkets('OPO-JFK', DAY)).toEqual(expect.arrayContaining(['OPO-EWR', 'OPO-LGA']))
})
