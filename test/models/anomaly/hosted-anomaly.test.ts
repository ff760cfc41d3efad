import { expect, test } from 'vitest'
import { anomaly } from '../../../models/anomaly/hosted-anomaly'
import { manifestOf } from '../../build/manifest'

const isolation = { usual: 0.4, unusual: 0.7, weight: 0.5, finding: 1 }
const session = (parts: object, output: number) => ({
  manifest: manifestOf({ model: 'anomaly', outputs: ['isolation'], ...parts }),
  run: async (_: Float32Array, rows: number) => new Float32Array(rows).fill(output),
  explain: () => undefined,
})
const row = { currency: 'EUR', values: {} }

test('judges a row by its isolation on the scale of the manifest', async () => {
  const [verdict] = await anomaly.serve(session({ isolation }, 0.7)).predict([row])
  expect(verdict?.isolation).toBeCloseTo(0.7, 6)
})

test('lets the gate decide alone where the isolation is not a number', async () => {
  const [verdict] = await anomaly.serve(session({ isolation }, Number.NaN)).predict([row])
  expect(verdict).toMatchObject({ score: 0, isolation: undefined })
})

test('refuses a manifest without the scale of its isolation', () => {
  expect(() => anomaly.serve(session({}, 0))).toThrow('has no isolation scale')
})
