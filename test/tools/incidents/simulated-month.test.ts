import { expect, test } from 'vitest'
import { simulatedMonth } from '../../../tools/incidents/simulated-month'

test('a month of three markets finds its faults with few false incidents', () => {
  const figures = simulatedMonth({ seed: 2, markets: 3, days: 20, faults: 2 })
  expect(figures.faults).toBeGreaterThan(3)
  expect(figures.found / figures.faults).toBeGreaterThan(0.7)
  expect(figures.precision).toBeGreaterThan(0.7)
}, 60_000)
