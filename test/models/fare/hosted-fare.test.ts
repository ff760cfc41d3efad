import { expect, test } from 'vitest'
import { fare } from '../../../models/fare/hosted-fare'
import { manifestOf } from '../../build/manifest'

const manifest = manifestOf({
  inputs: [
    { name: 'days_to_departure', kind: 'number', unit: 'day' },
    { name: 'airline', kind: 'category', unit: '', categories: ['TP', 'LH'] },
  ],
})

test('explains a fare by each input of the encoded row', () => {
  const port = fare.serve({
    manifest,
    run: async () => new Float32Array(),
    explain: (features, output) => ({
      base: manifest.outputs.indexOf(output),
      contributions: Float64Array.from(features),
    }),
  })
  const row = { currency: 'USD', values: { days_to_departure: 9, airline: 'LH' } }
  expect(port.explain?.(row, 'expected')).toEqual({
    base: 0,
    effects: [
      { name: 'days_to_departure', effect: 9 },
      { name: 'airline', effect: 1 },
    ],
  })
})

test('without weights of its trees a model explains nothing', () => {
  const port = fare.serve({
    manifest,
    run: async () => new Float32Array(),
    explain: () => undefined,
  })
  expect(port.explain?.({ currency: 'USD', values: {} }, 'expected')).toBeUndefined()
})
