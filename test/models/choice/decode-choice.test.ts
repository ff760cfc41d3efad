import fc from 'fast-check'
import { expect, it } from 'vitest'
import { choiceFrom } from '../../../models/choice/decode-choice'

const scores = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), {
  minLength: 1,
  maxLength: 60,
})
const temperature = fc.double({ min: 0.2, max: 5, noNaN: true })

it('returns the softmax of the scores at the temperature', () => {
  fc.assert(
    fc.property(scores, temperature, (scores, temperature) => {
      const weights = scores.map((score) => Math.exp(score / temperature))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const probabilities = choiceFrom(scores, { temperature })?.probabilities ?? []
      for (const [at, weight] of weights.entries())
        expect(probabilities[at]).toBeCloseTo(weight / total, 9)
    })
  )
})

it('lowers the probability of leaving with the worth of the slate', () => {
  fc.assert(
    fc.property(scores, (scores) => {
      const outside = { constant: -1, slope: 0.5 }
      const before = choiceFrom(scores, { temperature: 1, outside })?.leaves ?? Number.NaN
      const after = choiceFrom([...scores, 5], { temperature: 1, outside })?.leaves ?? Number.NaN
      expect(after).toBeLessThanOrEqual(before)
      expect(before).toBeGreaterThanOrEqual(0)
      expect(before).toBeLessThanOrEqual(1)
    })
  )
})

it('returns no probability of leaving from a model without it', () => {
  expect(choiceFrom([1, 2], { temperature: 1 })?.leaves).toBeUndefined()
})

it('has no answer for an empty slate or a score that is not finite', () => {
  expect(choiceFrom([], { temperature: 1 })).toBeUndefined()
  expect(choiceFrom([1, Number.NaN], { temperature: 1 })).toBeUndefined()
})
