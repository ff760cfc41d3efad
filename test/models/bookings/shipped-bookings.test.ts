/// <reference types="vite/types/importMeta.d.ts" />
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../../models/artifact'
import { bookings } from '../../../models/bookings/hosted-bookings'
import { readForest } from '../../../models/forest/forest'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../../models/golden'
import { asOf } from '../../../pipelines/demand/booking-curves'
import { BOOKING_FEATURES, bookingDecision } from '../../../pipelines/demand/booking-features'
import { poisson, stream } from '../../../pipelines/simulator/stream'

const FOLDER = '../../../models/artifacts/bookings'
const texts = import.meta.glob<string>('../../../models/artifacts/bookings/**/*.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../models/artifacts/bookings/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})

const champion = JSON.parse(await read(texts, `${FOLDER}/champion.json`))
const { version } = z.object({ version: z.string() }).parse(champion)
const manifest = Manifest.parse(JSON.parse(await read(texts, `${FOLDER}/${version}/manifest.json`)))
const inline = await read(files, `${FOLDER}/${version}/model.onnx`)
const onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
const { forest, reason } = readForest(onnx)

it('is one forest within its budget that answers its golden rows', () => {
  expect(reason).toBeUndefined()
  expect(onnx.length).toBeLessThanOrEqual(1_000_000)
  const outputs = forest?.predict(goldenFeatures(manifest), manifest.golden.features.length)
  const difference = goldenDifference(outputs ?? new Float32Array(), manifest)
  expect(difference).toBeLessThanOrEqual(GOLDEN_TOLERANCE)
})

it('eats the features of booking decisions, in their order', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual([...BOOKING_FEATURES])
})

it('forecasts steady departures near to what they gain', async () => {
  const random = stream(1, 'steady')
  const gained = Array.from({ length: 140 }, () =>
    Float64Array.from({ length: 61 }, (_, d) => poisson(random, 10 * Math.exp(-d / 15)))
  )
  const decision = bookingDecision(asOf({ firstDay: 20_000, gained })(20_100), 20_114)
  if (!decision) throw new Error('no decision')
  const model = bookings.serve({
    manifest,
    run: async (features, rows) => forest?.predict(features, rows) ?? new Float32Array(),
    explain: () => undefined,
  })
  const { values, ...rest } = decision
  const question = { ...rest, row: { currency: '', values }, daysToDeparture: 14 }
  const [said] = await model.predict([question])
  expect((said?.p50 ?? 0) / decision.pickupForecast).toBeGreaterThan(0.9)
  expect((said?.p50 ?? 0) / decision.pickupForecast).toBeLessThan(1.1)
  expect(said?.p90).toBeGreaterThan(said?.p10 ?? Infinity)
})

function read(from: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const found = from[path]
  if (!found) throw new Error(`There is no ${path}; npm run train -- --model bookings`)
  return found()
}
