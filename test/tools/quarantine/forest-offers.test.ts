import { expect, test } from 'vitest'
import { forestFindings, strengthFor } from '../../../tools/quarantine/forest-offers'

const judged = [
  { scope: 'LIS-JFK', airline: 'TP', at: 1, offers: 4, strength: 0.2 },
  { scope: 'LIS-JFK', airline: 'TP', at: 2, offers: 3, strength: 0.9 },
  { scope: 'LIS-JFK', airline: 'DL', at: 2, offers: 1, strength: 1.4 },
]

test('the limit is the least at which no more true offers are kept than allowed', () => {
  expect(strengthFor(judged, 0)).toBe(Number.POSITIVE_INFINITY)
  expect(strengthFor(judged, 1)).toBe(1.4)
  expect(strengthFor(judged, 3)).toBe(1.4)
  expect(strengthFor(judged, 4)).toBe(0.9)
  expect(strengthFor(judged, 100)).toBe(0.2)
})

test('findings are those at or above it', () => {
  expect(forestFindings(judged, 0.9).map(({ airline, at }) => [airline, at])).toEqual([
    ['TP', 2],
    ['DL', 2],
  ])
  expect(forestFindings(judged, Number.POSITIVE_INFINITY)).toEqual([])
})
