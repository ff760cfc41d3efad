import { expect, it } from 'vitest'
import { baselineChoice, predictChoice } from '../../../models/choice/baseline-choice'

const row = (values: Record<string, number | undefined>) => ({ currency: '', values })

it('takes the odds of an offer ten per cent dearer to a half', () => {
  const slate = [row({ price_over_cheapest: 0 }), row({ price_over_cheapest: Math.log(1.1) })]
  const [cheapest = 0, dearer = 0] = predictChoice(slate)?.probabilities ?? []
  expect(dearer / cheapest).toBeCloseTo(0.5, 9)
})

it('prefers the faster of two at one price, and neither without data', () => {
  const [slow = 0, fast = 0] =
    predictChoice([row({ duration_over_fastest: 0.5 }), row({ duration_over_fastest: 0 })])
      ?.probabilities ?? []
  expect(fast).toBeGreaterThan(slow)
  expect(predictChoice([row({}), row({})])?.probabilities).toEqual([0.5, 0.5])
})

it('answers each slate and names the reason for the baseline', async () => {
  const model = baselineChoice('model-loading')
  expect(model.name).toBe('baseline (model-loading)')
  expect(await model.predict([[], [row({})]])).toEqual([
    undefined,
    { probabilities: [1], leaves: undefined },
  ])
})
