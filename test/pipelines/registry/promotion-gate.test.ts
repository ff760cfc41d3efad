import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { type GateContext, gateVerdict } from '../../../pipelines/registry/promotion-gate'
import { comparisonOf, unitsOf } from '../../build/comparisons'

const CONTEXT: GateContext = {
  champion: 'v1',
  goldenDifference: 0,
  failingChecks: [],
  now: Date.parse('2026-11-28T00:00:00Z'),
}

const codes = (...[comparison, context]: Parameters<typeof gateVerdict>) =>
  gateVerdict(comparison, context).refusals.map(({ code }) => code)

test('a version that is better than champion and rule passes, with both intervals', () => {
  const verdict = gateVerdict(comparisonOf(), CONTEXT)
  expect(verdict).toMatchObject({ passes: true, refusals: [] })
  expect(verdict.againstChampion?.high).toBeLessThan(0)
  expect(verdict.againstRule?.candidateLoss).toBeCloseTo(0.05)
  expect(verdict.againstRule?.otherLoss).toBeCloseTo(0.15)
})

test('a version that beats the champion and not the plain rule is refused', () => {
  const comparison = comparisonOf({ units: unitsOf(0.2, 0.3, 0.2) })
  expect(codes(comparison, CONTEXT)).toEqual(['not-better-than-rule'])
})

test('a difference whose interval includes 0 is no improvement', () => {
  const noisy = unitsOf(0.2, 0.2, 0.4).map((unit, index) => ({
    ...unit,
    candidate: unit.candidate + (index % 2 === 0 ? -0.1 : 0.09),
  }))
  expect(codes(comparisonOf({ units: noisy }), CONTEXT)).toEqual(['not-better-than-champion'])
})

test('a model on its plain rule needs to beat the rule alone', () => {
  const comparison = comparisonOf({ champion: null, units: unitsOf(0.1, 0.3, 0.3) })
  expect(gateVerdict(comparison, { ...CONTEXT, champion: undefined }).passes).toBe(true)
})

test('every reason is stated, each with its code', () => {
  const comparison = comparisonOf({ units: unitsOf(0.4, 0.2, 0.3).slice(0, 10) })
  const context = {
    champion: 'v9',
    goldenDifference: Number.NaN,
    failingChecks: ['price_offers.uniqueness'],
    now: CONTEXT.now + 60 * DAY_MS,
  }
  expect(codes(comparison, context)).toEqual([
    'golden-differs',
    'data-quality-fails',
    'champion-changed',
    'window-too-old',
    'too-few-units',
  ])
  expect(codes(undefined, CONTEXT)).toEqual(['no-comparison'])
})
