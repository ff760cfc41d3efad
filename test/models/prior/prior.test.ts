import { expect, test } from 'vitest'
import { intervalAt, type PriorRegion, readPrior } from '../../../models/prior/prior'
import { aPrior, priorFiles } from '../../build/priors'

function regionWith(intervals: PriorRegion['facts']['intervals']): PriorRegion {
  const [region] = aPrior().regions
  if (!region) throw new Error('the prior has no region')
  return { ...region, facts: { ...region.facts, intervals } }
}

const entry = (age_years: number, low: number, high: number) => ({
  kind: 'distance' as const,
  ...{ age_years, rows: 100, low, high },
})

test('finds a city by its own code and by those of its airports', () => {
  const [region] = aPrior().regions
  const of = (code: string) => region?.cityOf.get(code)
  expect([of('JFK'), of('LGA'), of('NYC'), of('CHI'), of('SEA')]).toEqual([0, 0, 0, 1, undefined])
})

test('refuses bytes that are not those of the cities of its manifest', () => {
  const { manifest, levels } = priorFiles()
  expect(() => readPrior(manifest, levels.subarray(1))).toThrow(RangeError)
})

test('has no interval for a kind that was not measured', () => {
  expect(intervalAt(regionWith([]), 'distance', 1)).toBeUndefined()
  expect(intervalAt(regionWith([entry(0, -0.3, 0.3)]), 'distance', 1)).toBeUndefined()
})

test('keeps the interval of a single measured age beyond it', () => {
  const region = regionWith([entry(2, -0.3, 0.3)])
  expect(intervalAt(region, 'distance', 9)).toEqual({ low: -0.3, high: 0.3 })
})
