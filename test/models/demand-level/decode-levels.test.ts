import { expect, it } from 'vitest'
import { decodeLevels } from '../../../models/demand-level/decode-levels'
import { likeliest } from '../../../models/demand-level/demand-level-model'
import { demandLevel } from '../../../models/demand-level/hosted-demand-level'
import { manifestOf } from '../../build/manifest'

const outputs = ['high', 'low', 'medium']

it('reads probabilities by the names of the outputs, in any order', () => {
  const [first, second] = decodeLevels(Float32Array.of(0.7, 0.1, 0.2, 0.1, 0.3, 0.6), 2, {
    outputs,
  })
  expect(first?.level).toBe('high')
  expect(first?.probabilities.low).toBeCloseTo(0.1, 6)
  expect(second?.level).toBe('medium')
})

it('has no answer where an output is not a number or a level is not named', () => {
  expect(decodeLevels(Float32Array.of(Number.NaN, 0.1, 0.2), 1, { outputs })).toEqual([undefined])
  expect(decodeLevels(Float32Array.of(0.5, 0.5), 1, { outputs: ['low', 'high'] })).toEqual([
    undefined,
  ])
})

it('has no answer for a row beyond the outputs or without any probability', () => {
  const [first, zero, beyond] = decodeLevels(Float32Array.of(1, 0, 0, 0, 0, 0), 3, { outputs })
  expect([first?.level, zero, beyond]).toEqual(['high', undefined, undefined])
})

it('calls a tie the quieter level', () => {
  expect(likeliest({ low: 0.4, medium: 0.2, high: 0.4 })).toBe('low')
  expect(likeliest({ low: 0.2, medium: 0.4, high: 0.4 })).toBe('medium')
})

it('serves a session through its manifest, and its baseline without one', async () => {
  const inputs = [{ name: 'searches_last_day_ratio', kind: 'number' as const, unit: 'ratio' }]
  const manifest = manifestOf({ model: 'demand-level', inputs, outputs })
  const port = demandLevel.serve({
    manifest,
    run: async (features, rows) =>
      Float32Array.from({ length: 3 * rows }, (_, at) => (at % 3 === 0 ? (features[0] ?? 0) : 0.1)),
    explain: () => undefined,
  })
  const row = { currency: '', values: { searches_last_day_ratio: 1.5 } }
  expect(port.name).toBe('demand-level@v1')
  expect((await port.predict([row]))[0]?.level).toBe('high')
  expect(await port.predict([])).toEqual([])
  expect((await demandLevel.baseline('model-loading').predict([row]))[0]?.level).toBe('high')
})
