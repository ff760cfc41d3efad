import { expect, test } from 'vitest'
import { choice } from '../../../models/choice/hosted-choice'
import { manifestOf } from '../../build/manifest'

const offer = { currency: 'EUR', values: {} }

function served(scores: readonly number[]) {
  const runs: number[] = []
  const port = choice.serve({
    manifest: manifestOf({ model: 'choice', outputs: ['score'] }),
    run: async (_, rows) => {
      runs.push(rows)
      return Float32Array.from(scores)
    },
    explain: () => undefined,
  })
  return { port, runs }
}

test('shares one run between slates and a temperature of 1 without a calibration', async () => {
  const { port, runs } = served([0, Math.log(3), 5])
  const [first, none, last] = await port.predict([[offer, offer], [], [offer]])
  expect(runs).toEqual([3])
  expect(first?.probabilities[1]).toBeCloseTo(0.75, 6)
  expect(first?.leaves).toBeUndefined()
  expect(none).toBeUndefined()
  expect(last?.probabilities).toEqual([1])
})

test('has no answer for slates beyond the scores, and runs nothing for empty ones', async () => {
  const { port, runs } = served([0])
  expect(await port.predict([[offer], [offer]])).toMatchObject([{ probabilities: [1] }, undefined])
  expect(await port.predict([[], []])).toEqual([undefined, undefined])
  expect(runs).toEqual([2])
})
