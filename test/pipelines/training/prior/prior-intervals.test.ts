import { expect, test } from 'vitest'
import type { LevelError } from '../../../../pipelines/training/prior/level-errors'
import { intervalOf, isCovered } from '../../../../pipelines/training/prior/prior-intervals'

const anError = (ratio: number): LevelError => ({
  ...{ kind: 'distance', ageYears: 0, fold: 0, quarter: 8040, pair: 0, passengers: 1 },
  ...{ predicted: 100, actual: 100 * ratio },
})
/** An even spread from 50 to 150 % of the prediction, in mixed order. */
const spread = Array.from({ length: 999 }, (_, at) => anError(0.5 + ((at * 7919) % 999) / 998))

test('bounds four fifths of the errors it was measured on', () => {
  const interval = intervalOf(spread)
  expect(interval).toBeDefined()
  const covered = spread.filter((error) => interval && isCovered(error, interval)).length
  expect(covered / spread.length).toBeCloseTo(0.8, 2)
  expect(Math.exp(interval?.low ?? 0)).toBeCloseTo(0.6, 2)
  expect(Math.exp(interval?.high ?? 0)).toBeCloseTo(1.4, 2)
})

test('gives no interval for fewer errors than two bounds need', () => {
  expect(intervalOf(spread.slice(0, 8))).toBeUndefined()
})
