import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEncoder, encode, namedInputs } from '../../../models/runtime/encode'
import type { FeatureRow } from '../../../models/runtime/features'
import { manifestOf } from '../../build/manifest'

const manifest = manifestOf({
  inputs: [
    { name: 'airline', kind: 'category', unit: '', categories: ['TP', 'LH', 'BA'] },
    { name: 'stops', kind: 'number', unit: 'stop' },
    { name: 'median', kind: 'amount', unit: 'currency' },
  ],
  currency_scale: { USD: 1, JPY: 150 },
})

test('a category is its position, a number is itself, an amount is in model units', () => {
  const row = { currency: 'JPY', values: { airline: 'LH', stops: 2, median: 30_000 } }
  expect([...encode([row], manifest)]).toEqual([1, 2, 200])
})

test('encodes missing, unlisted and wrongly typed values as NaN', () => {
  const rows: FeatureRow[] = [
    { currency: 'USD', values: {} },
    { currency: 'USD', values: { airline: 'XX', stops: undefined, median: undefined } },
    { currency: 'USD', values: { airline: 1, stops: '1', median: '1' } },
  ]
  expect([...encode(rows, manifest)]).toEqual(Array(9).fill(Number.NaN))
})

test('only amounts need a currency that the model knows', () => {
  const row = { currency: 'EUR', values: { airline: 'TP', stops: 0, median: 100 } }
  expect([...encode([row], manifest)]).toEqual([0, 0, Number.NaN])
})

test('rows encoded together are the rows encoded one by one', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom('TP', 'BA', 'XX', undefined))
  const row = fc.record({
    currency: fc.constantFrom('USD', 'JPY', 'EUR'),
    values: fc.record({ airline: value, stops: value, median: value }),
  })
  const together = createEncoder(manifest)
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect([...together(rows)]).toEqual(rows.flatMap((one) => [...encode([one], manifest)]))
    })
  )
})

test('returns the named inputs of the model, missing values included', () => {
  const row: FeatureRow = { currency: 'JPY', values: { airline: 'BA', median: 30_000 } }
  expect(namedInputs(row, manifest)).toEqual([
    { name: 'airline', unit: '', value: 2 },
    { name: 'stops', unit: 'stop', value: undefined },
    { name: 'median', unit: 'currency', value: 200 },
  ])
})
