import { expect, test } from 'vitest'
import { decodeFares } from '../../../models/fare/decode-fares'
import { manifestOf } from '../../build/manifest'

const manifest = manifestOf({ currency_scale: { USD: 1, JPY: 150 } })
const usd = { currency: 'USD', values: {} }
const logs = (...fares: number[]) => Float32Array.from(fares, Math.log)

test('logarithms of model units become minor units of the trip’s currency', () => {
  const outputs = logs(200, 100, 150, 200, 250, 300)
  expect(decodeFares(outputs, [usd], manifest)).toEqual([
    { amountMinor: 20_000, quantilesMinor: [10_000, 15_000, 20_000, 25_000, 30_000] },
  ])
  const [yen] = decodeFares(outputs, [{ ...usd, currency: 'JPY' }], manifest)
  expect(yen?.amountMinor).toBe(30_000)
})

test('a row beyond the outputs and an output that is not named have no answer', () => {
  const outputs = logs(200, 100, 150, 200, 250, 300)
  expect(decodeFares(outputs, [usd, usd], manifest)[1]).toBeUndefined()
  const unnamed = manifestOf({ outputs: ['q10', 'q25', 'q50', 'q75', 'q90'] })
  expect(decodeFares(logs(100, 150, 200, 250, 300), [usd], unnamed)).toEqual([undefined])
})

test('columns are found by name', () => {
  const turned = manifestOf({ outputs: ['q90', 'q75', 'q50', 'q25', 'q10', 'expected'] })
  expect(decodeFares(logs(300, 250, 200, 150, 100, 210), [usd], turned)).toEqual([
    { amountMinor: 21_000, quantilesMinor: [10_000, 15_000, 20_000, 25_000, 30_000] },
  ])
})

test('quantiles that cross are put in order', () => {
  const [prediction] = decodeFares(logs(200, 160, 150, 200, 190, 300), [usd], manifest)
  expect(prediction?.quantilesMinor).toEqual([15_000, 16_000, 19_000, 20_000, 30_000])
})

test('a currency without a scale and an output that is not finite have no answer', () => {
  const outputs = logs(...Array(6).fill(200), Number.NaN, ...Array(11).fill(200))
  const rows = [{ ...usd, currency: 'EUR' }, usd, usd]
  const [noScale, notFinite, fine] = decodeFares(outputs, rows, manifest)
  expect([noScale, notFinite]).toEqual([undefined, undefined])
  expect(fine?.amountMinor).toBe(20_000)
})

test('quantiles move by the calibration of their days to departure, the expected fare does not', () => {
  const groups = [
    { days_from: 0, days_to: 6, rows: 500, shifts: { q10: Math.log(0.5), q90: Math.log(2) } },
  ]
  const calibrated = manifestOf({ conformal: { level: 0.8, groups } })
  const outputs = logs(200, 100, 150, 200, 250, 300)
  const quantiles = (values: Record<string, number>) =>
    decodeFares(outputs, [{ ...usd, values }], calibrated)[0]
  expect(quantiles({ days_to_departure: 3 })).toEqual({
    amountMinor: 20_000,
    quantilesMinor: [5_000, 15_000, 20_000, 25_000, 60_000],
  })
  expect(quantiles({ days_to_departure: 7 })?.quantilesMinor.at(-1)).toBe(30_000)
  expect(quantiles({})?.quantilesMinor.at(-1)).toBe(30_000)
})
