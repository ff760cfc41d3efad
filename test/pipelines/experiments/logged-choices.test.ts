import { expect, test } from 'vitest'
import { roundsOf, uniformShares } from '../../../pipelines/experiments/logged-choices'

const choice = (action: string, reward: number) => ({ action, reward, propensity: 0.5 })

test('every action that was shown has the same share', () => {
  const shares = uniformShares([choice('a', 1), choice('b', 0), choice('a', 0), choice('c', 0)])
  expect([...shares]).toEqual([
    ['a', 1 / 3],
    ['b', 1 / 3],
    ['c', 1 / 3],
  ])
})

test('the model of a round does not know its reward, and rests on few rounds lightly', () => {
  const choices = Array.from({ length: 40 }, (_, at) =>
    choice(at < 20 ? 'a' : 'b', at < 20 ? 1 : 0)
  )
  const rounds = roundsOf(choices, uniformShares(choices))
  const changed = roundsOf([choice('a', 0), ...choices.slice(1)], uniformShares(choices))
  expect(changed[0]?.modelled).toBe(rounds[0]?.modelled)
  expect(changed[1]?.modelled).toBeLessThan(rounds[1]?.modelled ?? 0)
  expect(rounds[0]?.modelled).toBeCloseTo((10 + 20 * 0.5) / 30)
  expect(rounds[0]?.modelledTarget).toBeCloseTo(0.5)
})

test('an action that the evaluated policy never shows has no weight', () => {
  const rounds = roundsOf([choice('a', 1), choice('b', 1)], new Map([['a', 1]]))
  expect(rounds.map(({ target }) => target)).toEqual([1, 0])
})
