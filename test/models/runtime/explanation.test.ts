import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moneyExplanation } from '../../../models/runtime/explanation'

const effect = fc.integer({ min: -1500, max: 1500 }).map((thousandth) => thousandth / 1000)
const explained = (effects: readonly number[]) => ({
  base: 0,
  effects: effects.map((each, at) => ({ name: `f${at}`, effect: each })),
})

test('money effects sum to the amount less the base, to the minor unit', () => {
  fc.assert(
    fc.property(fc.array(effect, { maxLength: 50 }), fc.nat(10_000_000), (effects, amountMinor) => {
      const { baseMinor, effects: money } = moneyExplanation(explained(effects), amountMinor)
      const sum = money.reduce((total, { effectMinor }) => total + effectMinor, baseMinor)
      expect(sum).toBe(amountMinor)
      expect(money.every(({ effectMinor }) => Number.isSafeInteger(effectMinor))).toBe(true)
    }),
    { numRuns: 2_000 }
  )
})

test('each is within a minor unit of its part of the logarithm, and 0 stays 0', () => {
  fc.assert(
    fc.property(fc.array(effect, { maxLength: 50 }), fc.nat(10_000_000), (effects, amountMinor) => {
      const sum = effects.reduce((total, each) => total + each, 0)
      const perLog = sum === 0 ? amountMinor : (-amountMinor * Math.expm1(-sum)) / sum
      const { effects: money } = moneyExplanation(explained(effects), amountMinor)
      for (const [at, { effectMinor }] of money.entries()) {
        const part = (effects[at] ?? 0) * perLog
        expect(Math.abs(effectMinor - part)).toBeLessThanOrEqual(part === 0 ? 0 : 1.01)
      }
    }),
    { numRuns: 2_000 }
  )
})

test('a fare twice its base is explained by what doubled it', () => {
  const doubled = explained([Math.log(2), 0])
  expect(moneyExplanation(doubled, 20_000)).toEqual({
    baseMinor: 10_000,
    effects: [
      { name: 'f0', effectMinor: 10_000 },
      { name: 'f1', effectMinor: 0 },
    ],
  })
})

test('effects that cancel out keep their size', () => {
  const { baseMinor, effects } = moneyExplanation(explained([0.1, -0.1]), 10_000)
  expect(baseMinor).toBe(10_000)
  expect(effects.map(({ effectMinor }) => effectMinor)).toEqual([1_000, -1_000])
})
