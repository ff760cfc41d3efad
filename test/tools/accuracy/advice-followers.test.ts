import { expect, test } from 'vitest'
import { createFollowers } from '../../../tools/accuracy/advice-followers'

test('a follower buys on the first day that does not say wait, else at the last price seen', () => {
  const followers = createFollowers()
  const days: readonly (readonly [string, string, number])[] = [
    ['A', 'wait', 100],
    ['A', 'wait', 120],
    ['A', 'buy', 80],
    ['A', 'wait', 70],
    ['B', 'wait', 100],
    ['B', 'wait', 130],
    ['C', 'buy', 100],
    ['C', 'buy', 50],
    // A departure observed once leaves no choice.
    ['D', 'wait', 100],
  ]
  for (const [departure, action, price] of days) followers.record(departure, action, price)
  const figures = followers.figures()
  expect(figures).toMatchObject({ departures: 3, waited: 2 })
  expect(figures.saved).toBeCloseTo((0.2 - 0.3 + 0) / 3)
  expect(figures.possible).toBeCloseTo((0.3 + 0 + 0.5) / 3)
  expect(figures.atTheEnd).toBeCloseTo((-0.3 + 0.3 - 0.5) / 3)
})
