import { expect, test } from 'vitest'
import { decodeFares } from '../../../models/fare/decode-fares'
import { encode } from '../../../models/runtime/encode'
import { modelUnit } from '../../../models/runtime/model-unit'
import { manifestOf } from '../../build/manifest'

const manifest = manifestOf({
  inputs: [
    { name: 'currency', kind: 'category', unit: '', categories: ['USD', 'INR'] },
    { name: 'historical_average_30d', kind: 'amount', unit: '' },
  ],
  currency_scale: { USD: 1, INR: 75, EUR: 0.9 },
})
const row = (currency: string, mean?: number) => ({
  currency,
  values: { currency, historical_average_30d: mean },
})

test('a currency the model was trained on has the unit it was trained in', () => {
  expect(modelUnit(row('INR', 6_000), manifest)).toBe(75)
})

test('in any other currency the market is brought to a level that the model knows', () => {
  for (const [currency, mean] of [
    ['EUR', 60],
    ['HUF', 24_000],
  ] as const) {
    expect([...encode([row(currency, mean)], manifest)]).toEqual([Number.NaN, 250])
  }
})

test('fares come back in proportion to the level of the market', () => {
  const outputs = Float32Array.from(Array(6).fill(Math.log(500)))
  const [cheap, dear] = [row('EUR', 60), row('EUR', 900)].map(
    (each) => decodeFares(outputs, [each], manifest)[0]?.amountMinor
  )
  expect([cheap, dear]).toEqual([12_000, 180_000])
})

test('without a constant or a level there is no unit', () => {
  expect(modelUnit(row('EUR'), manifest)).toBeNaN()
})
