import { expect, test } from 'vitest'
import type { FarePrediction } from '../../../models/fare/fare-model'
import type { FeatureRow } from '../../../models/runtime/features'
import type { HostedModel, ModelSession } from '../../../models/runtime/hosted-model'
import type { ModelPort } from '../../../models/runtime/model-port'
import { remembering } from '../../../workers/inference/remembering'
import { fareFixture } from '../../build/fare-fixture'

type Port = ModelPort<FeatureRow, FarePrediction | undefined>

/** Counts its rows; a fare is the number in its row, and undefined below zero. */
async function counted() {
  const predicted: FeatureRow[][] = []
  const state = { failing: false, explained: 0 }
  const hosted: HostedModel<Port> = {
    model: 'fare',
    outputs: [],
    baseline: (reason) => ({ name: `baseline (${reason})`, predict: async () => [] }),
    serve: () => ({
      name: 'fare@1',
      async predict(rows) {
        if (state.failing) throw new Error('memory access out of bounds')
        predicted.push([...rows])
        return rows.map(({ values: { fare } }) =>
          typeof fare === 'number' && fare >= 0
            ? { amountMinor: fare, quantilesMinor: [] }
            : undefined
        )
      },
      explain(_, output) {
        state.explained += 1
        return output === 'expected' ? { base: state.explained, effects: [] } : undefined
      },
    }),
  }
  const { manifest } = await fareFixture('1')
  const session: ModelSession = {
    manifest,
    run: async () => new Float32Array(),
    explain: () => undefined,
  }
  return { predicted, state, port: remembering(hosted).serve(session) }
}

const rowOf = (fare: number): FeatureRow => ({ currency: 'USD', values: { fare } })

test('a row is predicted once, and answers are in the order of the rows', async () => {
  const { predicted, port } = await counted()
  const [a, b, none] = [rowOf(1), rowOf(2), rowOf(-1)]
  expect(await port.predict([a, none])).toMatchObject([{ amountMinor: 1 }, undefined])
  expect(await port.predict([b, none, a])).toMatchObject([
    { amountMinor: 2 },
    undefined,
    { amountMinor: 1 },
  ])
  expect(await port.predict([a])).toMatchObject([{ amountMinor: 1 }])
  expect(predicted).toEqual([[a, none], [b]])
})

test('an equal row is another row', async () => {
  const { predicted, port } = await counted()
  await port.predict([rowOf(1)])
  await port.predict([rowOf(1)])
  expect(predicted).toHaveLength(2)
})

test('a failed prediction is repeated', async () => {
  const { state, port } = await counted()
  const row = rowOf(1)
  state.failing = true
  await expect(port.predict([row])).rejects.toThrow('out of bounds')
  state.failing = false
  expect(await port.predict([row])).toMatchObject([{ amountMinor: 1 }])
})

test('an explanation is made once a row and output, also where there is none', async () => {
  const { state, port } = await counted()
  const row = rowOf(1)
  expect(port.explain?.(row, 'expected')).toEqual({ base: 1, effects: [] })
  expect(port.explain?.(row, 'expected')).toEqual({ base: 1, effects: [] })
  expect(port.explain?.(row, 'q50')).toBeUndefined()
  expect(port.explain?.(row, 'q50')).toBeUndefined()
  expect(state.explained).toBe(2)
})
