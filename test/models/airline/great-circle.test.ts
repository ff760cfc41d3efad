import { expect, test } from 'vitest'
import { greatCircleKm } from '../../../models/airline/great-circle'
import { place } from '../../../models/airline/places'

test('great circles have the published lengths', () => {
  expect(kmBetween('LIS', 'JFK')).toBeCloseTo(5_405, -1)
  expect(kmBetween('JFK', 'LIS')).toBe(kmBetween('LIS', 'JFK'))
  expect(kmBetween('SYD', 'LAX')).toBeCloseTo(12_060, -2)
  expect(kmBetween('LIS', 'LIS')).toBe(0)
})

function kmBetween(from: string, to: string): number {
  const [a, b] = [place(from), place(to)]
  if (!a || !b) throw new Error(`${from} or ${to} is not in the table`)
  return greatCircleKm(a, b)
}
