import { expect, test } from 'vitest'
import { FEWEST_UNITS, pairedInterval } from '../../../models/statistics/paired-interval'

/** A small generator of normal draws, so that the check needs no platform chance. */
function draws(seed: number) {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

test('with clusters of one row it is the interval of a mean', () => {
  const values = Array.from({ length: 40 }, (_, index) => Math.sin(index * 7))
  const mean = values.reduce((sum, value) => sum + value, 0) / 40
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 39
  const found = pairedInterval(values.map((difference) => ({ n: 1, difference })))
  expect(found?.mean).toBeCloseTo(mean)
  expect((found?.high ?? 0) - mean).toBeCloseTo(2.045 * Math.sqrt(variance / 40))
})

test('no interval is given for fewer clusters than it is reliable for', () => {
  const units = Array.from({ length: FEWEST_UNITS }, () => ({ n: 1, difference: -1 }))
  expect(pairedInterval(units)).toMatchObject({ low: -1, high: -1 })
  expect(pairedInterval(units.slice(1))).toBeUndefined()
})

test('covers 0 in about 95 % of samples without a difference, although rows of a cluster agree', () => {
  const draw = draws(7)
  let covered = 0
  for (let sample = 0; sample < 600; sample += 1) {
    const units = Array.from({ length: 60 }, (_, index) => {
      const n = 1 + (index % 5)
      return { n, difference: n * draw() }
    })
    const found = pairedInterval(units)
    covered += Number(found !== undefined && found.low < 0 && found.high > 0)
  }
  expect(covered / 600).toBeGreaterThan(0.92)
  expect(covered / 600).toBeLessThan(0.98)
})
