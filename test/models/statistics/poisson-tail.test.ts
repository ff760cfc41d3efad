import { expect, test } from 'vitest'
import { poissonTail } from '../../../models/statistics/poisson-tail'

/** Term by term, in logarithms. */
function slowTail(count: number, expected: number): number {
  let logFactorial = 0
  let below = 0
  for (let events = 0; events < count; events += 1) {
    if (events > 0) logFactorial += Math.log(events)
    below += Math.exp(events * Math.log(expected) - expected - logFactorial)
  }
  return 1 - below
}

test('no event at all is certain, and an event where none is due is impossible', () => {
  expect(poissonTail(0, 3)).toBe(1)
  expect(poissonTail(1, 0)).toBe(0)
})

test('few events have the exact probability', () => {
  expect(poissonTail(1, 0.02)).toBeCloseTo(1 - Math.exp(-0.02), 12)
  for (const [count, expected] of [
    [2, 0.02],
    [7, 3.5],
    [120, 100],
    [390, 399],
  ] as const) {
    expect(poissonTail(count, expected)).toBeCloseTo(slowTail(count, expected), 9)
  }
})

test('many events have it within 0.01', () => {
  for (const count of [380, 432, 450, 500]) {
    expect(Math.abs(poissonTail(count, 432) - slowTail(count, 432))).toBeLessThan(0.01)
  }
  expect(poissonTail(20_000, 1_000)).toBe(0)
})
