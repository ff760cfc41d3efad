import { expect, test } from 'vitest'
import { fitForecastCell } from '../../../../pipelines/ledger/recalibration/fit-forecast-cell'
import { noise, settledSamples } from '../../../build/settled-samples'

const cellOf = (samples: ReturnType<typeof settledSamples>) => fitForecastCell(samples, 7, '14-29')

test('a model that beats the last price keeps its weight, and its bias is taken out', () => {
  const cell = cellOf(
    settledSamples((index) => {
      const actual = 0.3 * noise(index)
      return { actual, point: actual - 0.1, low: actual - 0.3, high: actual + 0.1 }
    })
  )
  expect(cell?.weight).toBe(1)
  expect(cell?.shift).toBeCloseTo(0.1)
})

test('where the model is worse than the last price, the last price is returned', () => {
  const cell = cellOf(
    settledSamples((index) => ({
      actual: 0.02 * noise(index),
      point: 0.4 * noise(index + 5_000),
      low: -0.5,
      high: 0.5,
    }))
  )
  expect(cell).toMatchObject({ weight: 0, shift: 0 })
})

test('an interval that is too narrow is widened to 80 %, on each side by what that side misses', () => {
  const samples = settledSamples((index) => ({
    actual: 0.1 + 0.4 * noise(index),
    point: 0,
    low: -0.05,
    high: 0.05,
  }))
  const cell = cellOf(samples)
  const [low, high] = [-0.05 + (cell?.low ?? 0), 0.05 + (cell?.high ?? 0)]
  const covered = samples.filter(({ actual }) => low <= actual && actual <= high).length
  expect(covered / samples.length).toBeGreaterThan(0.78)
  expect(covered / samples.length).toBeLessThan(0.83)
  expect(cell?.high ?? 0).toBeGreaterThan(-(cell?.low ?? 0))
})

test('an interval that is right is left as it is', () => {
  const cell = cellOf(
    settledSamples((index) => ({
      actual: 0.4 * noise(index),
      point: 0,
      low: -0.32,
      high: 0.32,
    }))
  )
  expect(cell).toMatchObject({ low: 0, high: 0 })
})

test('nothing is learned from too few answers', () => {
  const samples = settledSamples(() => ({ actual: 0, point: 0, low: 0, high: 0 }))
  expect(cellOf(samples.slice(0, 150))).toBeUndefined()
})
