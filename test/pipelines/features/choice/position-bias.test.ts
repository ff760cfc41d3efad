import { expect, it } from 'vitest'
import {
  createPositionBias,
  expectedWith,
  MOST_PLACES,
  observePlace,
  propensity,
} from '../../../../pipelines/features/choice/position-bias'

const even = (offers: number) => ({
  probabilities: Array.from({ length: offers }, () => 1 / offers),
  leaves: undefined,
})

it('assumes equal visibility of positions without observations', () => {
  expect(expectedWith(createPositionBias(), even(4))).toEqual([0.25, 0.25, 0.25, 0.25])
})

it('learns that the first position is seen most', () => {
  const bias = createPositionBias()
  for (let round = 0; round < 900; round += 1)
    observePlace(bias, round % 3 === 0 ? 1 : 0, even(2), 1)
  expect(propensity(bias, 0) / propensity(bias, 1)).toBeCloseTo(620 / 320, 9)
  const [first = 0, second = 0] = expectedWith(bias, even(2))
  expect(first).toBeGreaterThan(second)
  expect(first + second).toBeCloseTo(1)
})

it('counts the places far down as one', () => {
  const bias = createPositionBias()
  observePlace(bias, MOST_PLACES + 9, even(MOST_PLACES + 20), 1)
  expect(propensity(bias, MOST_PLACES + 15)).toBe(propensity(bias, MOST_PLACES - 1))
})
